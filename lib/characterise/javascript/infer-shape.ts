import { child, children, type Node, staticName, text, walk } from "../../repair/syntax/node.ts";
import type { Field, Shape } from "./shapes.ts";

const UNKNOWN: Shape = { kind: "unknown" };
const DEEPEST = 6;

const STRING_METHODS =
  /^(toUpperCase|toLowerCase|trim|trimStart|trimEnd|split|charAt|charCodeAt|codePointAt|startsWith|endsWith|padStart|padEnd|replace|replaceAll|match|matchAll|substring|substr|localeCompare|normalize)$/;
const ARRAY_METHODS =
  /^(map|filter|reduce|reduceRight|forEach|some|every|find|findIndex|findLast|flatMap|flat|join|push|pop|shift|unshift|sort|toSorted|reverse|splice)$/;

type Visit = { node: Node; field: string; ancestors: readonly Node[] };

/** What one use of a name says of its value. */
function usesOf({ field, ancestors }: Visit, name: string, body: Node, depth: number): Shape[] {
  const [parent, above] = ancestors;
  if (!parent) return [];
  const property = staticName(parent, "property");
  if (/MemberExpression$/.test(parent.type) && field === "object") {
    const called = above?.type.endsWith("CallExpression") && child(above, "callee") === parent;
    if (parent.computed === true) return [{ kind: "array", of: UNKNOWN }];
    if (!property) return [];
    if (called && STRING_METHODS.test(property)) return [{ kind: "string" }];
    if (called && ARRAY_METHODS.test(property))
      return [{ kind: "array", of: combine(elementsOf(ancestors, depth)) }];
    if (
      called &&
      /^(getTime|toISOString|getFullYear|getUTCFullYear|getMonth|getUTCMonth|getDay|getUTCDay|getDate|getUTCDate)$/.test(
        property,
      )
    )
      return [{ kind: "date" }];
    if (property === "length") return [{ kind: "array", of: UNKNOWN }, { kind: "string" }];
    if (called) return [];
    return [
      {
        kind: "object",
        fields: [{ name: property, shape: fieldUse(name, property, body, depth), optional: false }],
      },
    ];
  }
  if (parent.type === "ForOfStatement" && field === "right")
    return [{ kind: "array", of: loopElement(parent, depth) }];
  if (parent.type === "CallExpression" && field === "callee") return [{ kind: "function", gives: UNKNOWN }];
  if (parent.type === "CallExpression" && field === "arguments") {
    const callee = child(parent, "callee");
    const object = callee && child(callee, "object");
    const is = callee
      ? `${object ? `${text(object, "name")}.` : ""}${staticName(callee, "property") ?? text(callee, "name")}`
      : "";
    if (/^Math\.|^Number\.is/.test(is)) return [{ kind: "number" }];
    if (/^(parseInt|parseFloat|Number)$/.test(is)) return [{ kind: "string" }, { kind: "number" }];
    if (/^Object\.(keys|entries|values)$/.test(is))
      return [{ kind: "record", key: { kind: "string" }, of: { kind: "number" } }];
    return [];
  }
  if (parent.type === "BinaryExpression" || parent.type === "AssignmentExpression")
    return operand(parent, field);
  if (parent.type === "UpdateExpression") return [{ kind: "number" }];
  if (parent.type === "TemplateLiteral") return [{ kind: "string" }];
  return [];
}

function operand(parent: Node, field: string): Shape[] {
  const operator = text(parent, "operator");
  if (field === "left" && parent.type === "AssignmentExpression") return [];
  if (/^(-|\*|\/|%|\*\*|<|>|<=|>=|-=|\*=|\/=)$/.test(operator)) return [{ kind: "number" }];
  const other = child(parent, field === "left" ? "right" : "left");
  if (other?.type === "NumericLiteral") return [{ kind: "number" }];
  if (other?.type === "StringLiteral")
    return /=/.test(operator)
      ? [{ kind: "literal", text: JSON.stringify(text(other, "value")) }, { kind: "string" }]
      : [{ kind: "string" }];
  return other?.type === "TemplateLiteral" ? [{ kind: "string" }] : [];
}

/** Array methods that give some of the same elements. */
const KEEPING = /^(filter|slice|sort|toSorted|reverse|toReversed|concat)$/;

/** What the callbacks of a chain of array methods say of the elements: `rows.filter(…).map(…)`. */
function elementsOf(ancestors: readonly Node[], depth: number): Shape[] {
  const found: Shape[] = [];
  for (let at = 0; at + 1 < ancestors.length; at += 2) {
    const [member, call] = [ancestors[at], ancestors[at + 1]];
    const method =
      member && /MemberExpression$/.test(member.type) ? staticName(member, "property") : undefined;
    if (!method || !call?.type.endsWith("CallExpression")) break;
    found.push(elementOf(call, method, depth));
    if (!KEEPING.test(method)) break;
  }
  return found;
}

/** What the callback of an array method says of the elements. */
function elementOf(call: Node | undefined, method: string, depth: number): Shape {
  const callback = call && children(call, "arguments")[0];
  if (method === "join") return { kind: "string" };
  if (method === "push" || !callback) return UNKNOWN;
  const param = children(callback, "params")[method.startsWith("reduce") ? 1 : 0];
  return param ? inferShape(param, callback, depth + 1) : UNKNOWN;
}

function loopElement(loop: Node, depth: number): Shape {
  const left = child(loop, "left");
  const declared = left && children(left, "declarations")[0];
  const id = declared && child(declared, "id");
  return id ? inferShape(id, loop, depth + 1) : UNKNOWN;
}

/** What the uses of `name.property` say. */
function fieldUse(name: string, property: string, body: Node, depth: number): Shape {
  if (depth > DEEPEST) return UNKNOWN;
  const found: Shape[] = [];
  walk(body, (place) => {
    const { node } = place;
    const object = child(node, "object");
    if (
      /MemberExpression$/.test(node.type) &&
      staticName(node, "property") === property &&
      object?.type === "Identifier" &&
      text(object, "name") === name
    )
      found.push(...usesOf(place, `${name}.${property}`, node, depth + 1));
    return true;
  });
  return combine(found);
}

function mergeFields(shapes: Shape[]): Field[] {
  const fields = new Map<string, Field>();
  for (const shape of shapes)
    if (shape.kind === "object")
      for (const field of shape.fields) {
        const known = fields.get(field.name);
        fields.set(field.name, known && known.shape.kind !== "unknown" ? known : field);
      }
  return [...fields.values()];
}

/** One shape for all that is known of a value. */
export function combine(shapes: Shape[]): Shape {
  const known = shapes.filter(({ kind }) => kind !== "unknown");
  const literals = known.filter((one) => one.kind === "literal");
  const has = (kind: Shape["kind"]): Shape | undefined => known.find((one) => one.kind === kind);
  const arrays = known.filter(
    (one): one is Extract<Shape, { kind: "array" | "set" }> => one.kind === "array",
  );
  if (has("object") && arrays.length === 0) return { kind: "object", fields: mergeFields(known) };
  if (has("string") && !arrays.some((one) => one.of.kind !== "unknown")) {
    const unique = [...new Map(literals.map((one) => [one.text, one])).values()];
    return unique.length > 0 ? { kind: "union", of: [...unique, { kind: "string" }] } : { kind: "string" };
  }
  if (arrays.length > 0) return { kind: "array", of: combine(arrays.map(({ of }) => of)) };
  return has("date") ?? has("number") ?? has("function") ?? has("record") ?? known[0] ?? UNKNOWN;
}

/** What the body of a function says of a parameter without a type. */
export function inferShape(param: Node, fn: Node, depth = 0): Shape {
  if (depth > DEEPEST) return UNKNOWN;
  if (param.type === "AssignmentPattern") {
    const right = child(param, "right");
    const byDefault: Record<string, Shape> = {
      NumericLiteral: { kind: "number" },
      StringLiteral: { kind: "string" },
      BooleanLiteral: { kind: "boolean" },
    };
    const left = child(param, "left");
    return (right && byDefault[right.type]) ?? (left ? inferShape(left, fn, depth) : UNKNOWN);
  }
  if (param.type === "ObjectPattern") {
    const fields = children(param, "properties").flatMap((property) => {
      const name = staticName(property, "key");
      const value = child(property, "value");
      return name && value
        ? [{ name, shape: inferShape(value, fn, depth + 1), optional: value.type === "AssignmentPattern" }]
        : [];
    });
    return { kind: "object", fields };
  }
  if (param.type === "ArrayPattern")
    return { kind: "tuple", of: children(param, "elements").map((one) => inferShape(one, fn, depth + 1)) };
  if (param.type === "RestElement") return { kind: "array", of: UNKNOWN };
  const name = text(param, "name");
  const found: Shape[] = [];
  walk(fn, (place) => {
    const { node, field } = place;
    const key = (field === "property" || field === "key") && place.ancestors[0]?.computed !== true;
    if (node.type === "Identifier" && !key && node !== param && text(node, "name") === name)
      found.push(...usesOf(place, name, fn, depth));
    return true;
  });
  return combine(found);
}
