import { callFunction } from "./functions.ts";
import type { Node } from "./node.ts";
import { compareValues, Duration, equalValues, isTruthy, missing, type Value } from "./values.ts";

/** What the names of an expression stand for: `event`, and `async` where another event is matched. */
export type Variables = Record<string, unknown>;

/**
 * Evaluates a tree with the semantics of the Inngest server (pkg/expressions): a field that is not there and
 * an operation that makes no sense both give {@link missing}, which each operator treats in its own way
 * instead of failing; see {@link compareValues}. `&&` and `||` work on truthy values as in JavaScript.
 */
export function evaluate(node: Node, variables: Variables): Value {
  switch (node.kind) {
    case "literal":
      return node.value;
    case "name":
      return field(variables, node.name);
    case "field":
      return field(evaluate(node.target, variables), node.name);
    case "index":
      return index(evaluate(node.target, variables), evaluate(node.index, variables));
    case "list":
      return node.items.map((item) => evaluate(item, variables));
    case "map":
      return Object.fromEntries(
        node.entries.map(([key, value]) => [String(evaluate(key, variables)), evaluate(value, variables)]),
      );
    case "choice":
      return evaluate(isTruthy(evaluate(node.condition, variables)) ? node.yes : node.no, variables);
    case "unary":
      return unary(node.operator, evaluate(node.operand, variables));
    case "binary":
      return binary(node, variables);
    case "call": {
      const given = node.target ? [node.target, ...node.arguments] : node.arguments;
      return callFunction(
        node.name,
        given.map((argument) => evaluate(argument, variables)),
      );
    }
  }
}

function field(target: Value, name: string): Value {
  if (typeof target !== "object" || target === null || Array.isArray(target)) return missing;
  return Object.hasOwn(target, name) ? (target as Record<string, Value>)[name] : missing;
}

function index(target: Value, at: Value): Value {
  if (typeof at === "string") return field(target, at);
  if (Array.isArray(target) && typeof at === "number" && at in target) return target[at];
  return missing;
}

function unary(operator: "!" | "-", operand: Value): Value {
  if (operator === "-") return typeof operand === "number" ? -operand : missing;
  return typeof operand === "boolean" ? !operand : operand === missing ? false : missing;
}

function binary(node: Extract<Node, { kind: "binary" }>, variables: Variables): Value {
  const left = evaluate(node.left, variables);
  if (node.operator === "||") return isTruthy(left) ? left : evaluate(node.right, variables);
  if (node.operator === "&&") return isTruthy(left) ? evaluate(node.right, variables) : left;
  const right = evaluate(node.right, variables);
  switch (node.operator) {
    case "==":
      return equalValues(left, right);
    case "!=":
      return !equalValues(left, right);
    case "in":
      return contains(right, left);
    case "+":
      return add(left, right);
    case "<":
    case "<=":
    case ">":
    case ">=":
      return compareValues(node.operator, left, right);
    case "-":
      return subtract(left, right);
    default:
      return multiply(node.operator, left, right, isDouble(node.left) || isDouble(node.right));
  }
}

function contains(container: Value, item: Value): Value {
  if (Array.isArray(container)) return container.some((candidate) => equalValues(candidate, item));
  if (typeof container !== "object" || container === null) return false;
  return typeof item === "string" && Object.hasOwn(container, item);
}

/** Adds numbers and times and joins everything else as text; what is missing leaves the other side as it is. */
function add(left: Value, right: Value): Value {
  if (left === missing) return right === missing ? false : right;
  if (right === missing) return left;
  if (typeof left === "number" && typeof right === "number") return left + right;
  if (Array.isArray(left) && Array.isArray(right)) return [...left, ...right];
  if (left instanceof Duration) return shift(right, left.milliseconds) ?? `${text(left)}${text(right)}`;
  if (right instanceof Duration) return shift(left, right.milliseconds) ?? `${text(left)}${text(right)}`;
  return `${text(left)}${text(right)}`;
}

const text = (value: Value): string => (typeof value === "object" ? JSON.stringify(value) : String(value));

function shift(time: Value, milliseconds: number): Value {
  if (time instanceof Date) return new Date(time.getTime() + milliseconds);
  return time instanceof Duration ? new Duration(time.milliseconds + milliseconds) : missing;
}

function subtract(left: Value, right: Value): Value {
  if (typeof left === "number" && typeof right === "number") return left - right;
  if (right instanceof Duration) return shift(left, -right.milliseconds);
  if (left instanceof Date && right instanceof Date) return new Duration(left.getTime() - right.getTime());
  return missing;
}

/** Whole numbers divide to whole numbers, unless one of them was written as a double, such as 2.0. */
const isDouble = (node: Node): boolean =>
  (node.kind === "literal" && node.double === true) || (node.kind === "call" && node.name === "double");

function multiply(operator: string, left: Value, right: Value, double: boolean): Value {
  if (typeof left !== "number" || typeof right !== "number") return missing;
  if (operator === "*") return left * right;
  if (right === 0) return missing;
  if (operator === "%") return left % right;
  const isWhole = !double && Number.isInteger(left) && Number.isInteger(right);
  return isWhole ? Math.trunc(left / right) : left / right;
}
