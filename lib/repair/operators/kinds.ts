import { child, type Node, staticName, text } from "../syntax/node.ts";
import type { Binding } from "../syntax/scope.ts";
import type { Kind } from "../syntax/values.ts";

const ANNOTATIONS: Record<string, Kind> = {
  TSNumberKeyword: "number",
  TSBigIntKeyword: "number",
  TSStringKeyword: "string",
  TSBooleanKeyword: "boolean",
  TSArrayType: "array",
  TSTupleType: "array",
  TSFunctionType: "function",
  TSTypeLiteral: "object",
};

const CLASSES: Record<string, Kind> = {
  Array: "array",
  ReadonlyArray: "array",
  Map: "map",
  ReadonlyMap: "map",
  WeakMap: "map",
  Set: "set",
  ReadonlySet: "set",
  Date: "date",
  RegExp: "regexp",
  Promise: "promise",
  Record: "object",
};

function annotationKind(annotation: Node | undefined): Kind {
  const type = annotation && (child(annotation, "typeAnnotation") ?? annotation);
  if (!type) return "unknown";
  if (type.type === "TSTypeReference") {
    const name = child(type, "typeName");
    return (name && CLASSES[text(name, "name")]) || "unknown";
  }
  if (type.type === "TSTypeOperator") return annotationKind(child(type, "typeAnnotation"));
  return ANNOTATIONS[type.type] ?? "unknown";
}

const LITERALS: Record<string, Kind> = {
  NumericLiteral: "number",
  BigIntLiteral: "number",
  StringLiteral: "string",
  TemplateLiteral: "string",
  BooleanLiteral: "boolean",
  ArrayExpression: "array",
  ObjectExpression: "object",
  ArrowFunctionExpression: "function",
  FunctionExpression: "function",
  FunctionDeclaration: "function",
  RegExpLiteral: "regexp",
  UpdateExpression: "number",
  NullLiteral: "nullish",
};

function initKind(init: Node): Kind {
  const literal = LITERALS[init.type];
  if (literal) return literal;
  if (init.type === "UnaryExpression")
    return (
      ({ "!": "boolean", "-": "number", "+": "number", "~": "number", typeof: "string" }[
        text(init, "operator")
      ] as Kind | undefined) ?? "unknown"
    );
  if (init.type === "BinaryExpression")
    return /^[<>=!]=?=?$|^in|^instanceof/.test(text(init, "operator"))
      ? "boolean"
      : text(init, "operator") === "+"
        ? "unknown"
        : "number";
  if (init.type === "NewExpression") {
    const callee = child(init, "callee");
    return (callee && CLASSES[text(callee, "name")]) || "object";
  }
  if (/Member/.test(init.type) && ["length", "size"].includes(staticName(init, "property") ?? ""))
    return "number";
  return "unknown";
}

/** The kind a declaration promises: its annotation, else the form of its initial value. */
export function staticKind(binding: Binding): Kind {
  const annotated = annotationKind(binding.annotation);
  if (annotated !== "unknown") return annotated;
  if (binding.kind === "function" || binding.kind === "class") return "function";
  return binding.init ? initKind(binding.init) : "unknown";
}

/** What well-known functions and methods give, whatever they are called on. */
const RESULTS: readonly [kind: Kind, names: string][] = [
  ["boolean", "includes some every has startsWith endsWith isArray test isNaN isInteger isFinite Boolean"],
  [
    "number",
    "indexOf lastIndexOf findIndex Number parseInt parseFloat round floor ceil abs max min trunc getTime now charCodeAt",
  ],
  ["array", "map filter split sort flatMap flat keys values entries from toSorted reverse"],
  [
    "string",
    "trim trimStart trimEnd toLowerCase toUpperCase join replace replaceAll padStart padEnd toFixed toString String repeat toISOString",
  ],
];
const RESULT_KINDS: ReadonlyMap<string, Kind> = new Map(
  RESULTS.flatMap(([kind, names]) => names.split(" ").map((name): [string, Kind] => [name, kind])),
);

/** The kind of what a call of a function or method with this name gives. */
export const resultKind = (name: string): Kind => RESULT_KINDS.get(name) ?? "unknown";
