import { evaluate, type Variables } from "./evaluate.ts";
import { allowedFunctions, macros } from "./functions.ts";
import { type Node, parseExpression } from "./parse.ts";
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
export function keyOf(source: string | undefined, variables: Variables): string {
  if (source === undefined) return "";
  const value = compileExpression(source).value(variables);
  if (value === missing || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function parse(source: string, use: ExpressionUse): Node {
  try {
    const node = parseExpression(source);
    checkCalls(node, use);
    return node;
  } catch (cause) {
    if (!(cause instanceof ExpressionError)) throw cause;
    throw new ExpressionError(`the expression "${source}" is not valid: ${cause.message}`, { cause });
  }
}

function checkCalls(node: Node, use: ExpressionUse): void {
  if (node.kind === "call") {
    if (macros.has(node.name)) {
      throw new ExpressionError(
        `the macro "${node.name}" is not supported; use ==, !=, <, <=, >, >=, &&, ||, ! and conversions`,
      );
    }
    if (!allowedFunctions[use].has(node.name)) {
      const allowed = [...allowedFunctions[use]].join(", ");
      throw new ExpressionError(`the function "${node.name}" is not available here; available: ${allowed}`);
    }
  }
  if (node.kind === "binary" && node.operator === "in" && use === "matching") {
    throw new ExpressionError(`the operator "in" is not supported when events are matched`);
  }
  for (const child of childrenOf(node)) checkCalls(child, use);
}

function childrenOf(node: Node): Node[] {
  switch (node.kind) {
    case "literal":
    case "name":
      return [];
    case "field":
      return [node.target];
    case "index":
      return [node.target, node.index];
    case "list":
      return node.items;
    case "map":
      return node.entries.flat();
    case "unary":
      return [node.operand];
    case "binary":
      return [node.left, node.right];
    case "choice":
      return [node.condition, node.yes, node.no];
    case "call":
      return node.target ? [node.target, ...node.arguments] : node.arguments;
  }
}
