import { storableKey } from "../ids.ts";
import { evaluate, type Variables } from "./evaluate.ts";
import { allowedFunctions, macros } from "./functions.ts";
import { childrenOf, type Node } from "./node.ts";
import { parseExpression } from "./parse.ts";
import { compilePattern } from "./pattern.ts";
import { ExpressionError } from "./tokens.ts";
import { missing, type Value } from "./values.ts";

/**
 * Where an expression stands. `matching`: waits and cancellations, which compare two events and may only use
 * operators, conversions and dates. `computing`: triggers, keys and priorities, which may use all functions.
 */
export type ExpressionUse = keyof typeof allowedFunctions;

export interface Expression {
  source: string;
  /** The value, `undefined` when it is missing. */
  value(variables: Variables): Value;
  /** Whether the value is exactly true. */
  holds(variables: Variables): boolean;
}

const cache = new Map<string, Expression>();
const cacheSize = 1000;

/** Compiles an expression; throws {@link ExpressionError} when it can't be parsed or uses what is not allowed. */
export function compileExpression(source: string, use: ExpressionUse = "computing"): Expression {
  const key = `${use}:${source}`;
  const known = cache.get(key);
  if (known) return known;
  const node = parse(source, use);
  const expression: Expression = {
    source,
    value: (variables) => evaluate(node, variables),
    holds: (variables) => evaluate(node, variables) === true,
  };
  if (cache.size >= cacheSize) cache.clear();
  cache.set(key, expression);
  return expression;
}

/** The text that groups events with the same value of a key expression; missing and null are one group. */
export function keyOf(source: string | null | undefined, variables: Variables): string {
  if (!source) return "";
  const value = compileExpression(source).value(variables);
  if (value === missing || value === null) return "";
  return storableKey(typeof value === "string" ? value : JSON.stringify(value, sortFields));
}

/**
 * Like {@link keyOf}, but `undefined` where the value is missing or false: such an event is exempt from a rate
 * limit, an idempotency key or a singleton, as on the Inngest server.
 */
export function exemptibleKeyOf(source: string | null | undefined, variables: Variables): string | undefined {
  if (!source) return "";
  const value = compileExpression(source).value(variables);
  return value === missing || value === false ? undefined : keyOf(source, variables);
}

/** Objects with the same fields are the same key, whatever the order of the fields. */
const sortFields = (_: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;

function parse(source: string, use: ExpressionUse): Node {
  try {
    const node = parseExpression(source);
    check(node, use);
    return node;
  } catch (cause) {
    if (!(cause instanceof ExpressionError)) throw cause;
    throw new ExpressionError(`the expression "${shorten(source)}" is not valid: ${cause.message}`, {
      cause,
    });
  }
}

const shorten = (source: string): string => (source.length > 200 ? `${source.slice(0, 200)}…` : source);

const variables = new Set(["event", "async"]);

function check(node: Node, use: ExpressionUse): void {
  if (node.kind === "call") checkCall(node, use);
  if (node.kind === "name" && !variables.has(node.name)) {
    throw new ExpressionError(
      `the name "${node.name}" is unknown; there are ${[...variables].join(" and ")}`,
    );
  }
  if (node.kind === "binary" && node.operator === "in" && use === "matching") {
    throw new ExpressionError(`the operator "in" is not supported when events are matched`);
  }
  for (const child of childrenOf(node)) check(child, use);
}

function checkCall(call: Extract<Node, { kind: "call" }>, use: ExpressionUse): void {
  const { name, target } = call;
  if (macros.has(name)) {
    throw new ExpressionError(
      `the macro "${name}" is not supported; use ==, !=, <, <=, >, >=, &&, ||, ! and conversions`,
    );
  }
  const found = allowedFunctions[use].get(name);
  if (!found) {
    const allowed = [...allowedFunctions[use].keys()].join(", ");
    throw new ExpressionError(`the function "${name}" is not available here; available: ${allowed}`);
  }
  const given = call.arguments.length + (target ? 1 : 0);
  if (given !== found.takes) {
    throw new ExpressionError(`the function "${name}" takes ${found.takes} values, not ${given}`);
  }
  if (name === "matches") checkPattern(call.arguments.at(-1));
}

function checkPattern(pattern: Node | undefined): void {
  if (pattern?.kind !== "literal" || typeof pattern.value !== "string") return;
  try {
    compilePattern(pattern.value);
  } catch (cause) {
    throw new ExpressionError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
