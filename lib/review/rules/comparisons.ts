import { child, type Node, staticName, text, walk } from "../../repair/syntax/node.ts";
import { type Side, sourceOf } from "../file-change.ts";
import type { Hit } from "../finding.ts";

const EQUALITY = new Set(["===", "!==", "==", "!="]);
const ORDER = new Set(["<", ">", "<=", ">="]);
const TYPES = new Set(["undefined", "object", "boolean", "number", "string", "function", "symbol", "bigint"]);

/** Methods of Date and the range of what they give. */
const ranges: Record<string, [number, number]> = {
  getDay: [0, 6],
  getUTCDay: [0, 6],
  getMonth: [0, 11],
  getUTCMonth: [0, 11],
  getHours: [0, 23],
  getUTCHours: [0, 23],
};

function numberOf(node: Node): number | undefined {
  if (node.type === "NumericLiteral") return Number(node.value);
  const inner =
    node.type === "UnaryExpression" && node.operator === "-" ? child(node, "argument") : undefined;
  return inner?.type === "NumericLiteral" ? -Number(inner.value) : undefined;
}

function hasEffect(node: Node): boolean {
  let found = false;
  walk(node, ({ node: inner }) => {
    if (/^(Call|New|Update|Assignment|Await|Yield|TaggedTemplate)/.test(inner.type)) found = true;
  });
  return found;
}

const outcome = (operator: string): string => (operator.startsWith("!") ? "always true" : "always false");

function againstRange(operator: string, left: Node, right: Node): string | undefined {
  const callee = left.type === "CallExpression" ? child(left, "callee") : undefined;
  const method = callee && staticName(callee, "property");
  const range = method && Object.hasOwn(ranges, method) ? ranges[method] : undefined;
  const value = numberOf(right);
  if (!range || value === undefined || !EQUALITY.has(operator)) return undefined;
  if (value >= range[0] && value <= range[1]) return undefined;
  return `${method}() gives ${range[0]} to ${range[1]}: the comparison with ${value} is ${outcome(operator)}`;
}

function againstLength(operator: string, left: Node, right: Node): string | undefined {
  if (left.type !== "MemberExpression" || staticName(left, "property") !== "length") return undefined;
  const value = numberOf(right);
  if (value === undefined) return undefined;
  if (value < 0 && EQUALITY.has(operator)) return `a length is never negative: this is ${outcome(operator)}`;
  if (value > 0 || (value === 0 && operator !== "<" && operator !== ">=")) return undefined;
  if (operator === "<") return "a length is never below zero: this is always false";
  return operator === ">=" || operator === ">"
    ? "a length is never below zero: this is always true"
    : undefined;
}

/** Why a comparison does not depend on its operands; undefined when it does. */
function constancy(side: Side, node: Node, left: Node, right: Node): string | undefined {
  const operator = text(node, "operator");
  const same = sourceOf(side, left) === sourceOf(side, right);
  if (
    same &&
    (EQUALITY.has(operator) || ORDER.has(operator)) &&
    !hasEffect(left) &&
    !/^Numeric|^String/.test(left.type)
  )
    return `both sides are ${sourceOf(side, left).slice(0, 60)}: it says the same for every input`;
  if (EQUALITY.has(operator)) {
    if ([left, right].some((one) => text(one, "name") === "NaN"))
      return `nothing equals NaN, not even NaN: this is ${outcome(operator)}`;
    if ([left, right].some((one) => /^(Array|Object)Expression$|Function/.test(one.type)))
      return `a new object equals no other: this is ${outcome(operator)}`;
    if (
      left.type === "UnaryExpression" &&
      left.operator === "typeof" &&
      right.type === "StringLiteral" &&
      !TYPES.has(text(right, "value"))
    )
      return `typeof never gives "${text(right, "value")}": this is ${outcome(operator)}`;
  }
  if (ORDER.has(operator) && left.type === "BinaryExpression" && ORDER.has(text(left, "operator")))
    return "the first comparison gives true or false, which is compared as 1 or 0 with the rest";
  if (
    (operator === "in" || operator === "instanceof") &&
    left.type === "UnaryExpression" &&
    left.operator === "!"
  )
    return `! is applied first: ${operator} looks at true or false, not at ${sourceOf(side, left).slice(1, 40)}`;
  return againstRange(operator, left, right) ?? againstLength(operator, left, right);
}

/** `x !== a || x !== b` with two different literals, and `x === a && x === b`. */
function contradiction(side: Side, node: Node): string | undefined {
  const [left, right] = [child(node, "left"), child(node, "right")];
  const wanted = node.operator === "||" ? /^!==?$/ : node.operator === "&&" ? /^===?$/ : null;
  if (!wanted || left?.type !== "BinaryExpression" || right?.type !== "BinaryExpression") return undefined;
  if (!wanted.test(text(left, "operator")) || !wanted.test(text(right, "operator"))) return undefined;
  const [a, b] = [child(left, "left"), child(right, "left")];
  const [x, y] = [child(left, "right"), child(right, "right")];
  if (!a || !b || !x || !y || sourceOf(side, a) !== sourceOf(side, b)) return undefined;
  if (
    ![x, y].every(({ type }) => /^(String|Numeric|Boolean)Literal$/.test(type)) ||
    sourceOf(side, x) === sourceOf(side, y)
  )
    return undefined;
  const what = sourceOf(side, a).slice(0, 40);
  return node.operator === "||"
    ? `${what} can't be both values, so one of the two holds: this is always true`
    : `${what} can't be both values: this is always false`;
}

/** Comparisons that give the same for every input. */
export function constantComparisons(side: Side): Hit[] {
  const hits: Hit[] = [];
  if (!side.ast) return hits;
  walk(side.ast, ({ node }) => {
    const [left, right] = [child(node, "left"), child(node, "right")];
    if (!left || !right) return;
    const why =
      node.type === "BinaryExpression"
        ? constancy(side, node, left, right)
        : node.type === "LogicalExpression"
          ? contradiction(side, node)
          : undefined;
    if (why)
      hits.push({
        start: node.start,
        end: node.end,
        confidence: 0.9,
        harm: `${why[0]?.toUpperCase()}${why.slice(1)}, so one branch is never taken.`,
      });
  });
  return hits;
}

/** `if (x = y)`; a second pair of brackets says that it is meant. */
export function assignmentsInConditions({ ast }: Side): Hit[] {
  const hits: Hit[] = [];
  if (!ast) return hits;
  walk(ast, ({ node }) => {
    if (!["IfStatement", "WhileStatement", "DoWhileStatement", "ConditionalExpression"].includes(node.type))
      return;
    const test = child(node, "test");
    const extra = test?.extra as { parenthesized?: boolean } | undefined;
    if (test?.type !== "AssignmentExpression" || test.operator !== "=" || extra?.parenthesized) return;
    hits.push({
      start: test.start,
      end: test.end,
      confidence: 0.85,
      harm: "The condition assigns instead of comparing: the old value is lost, and the branch depends on the new value alone.",
    });
  });
  return hits;
}
