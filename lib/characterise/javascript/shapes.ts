import { child, children, type Node, staticName, text } from "../../repair/syntax/node.ts";
import { parseText } from "../../repair/syntax/source.ts";

/** What is known of the values that a parameter takes. */
export type Shape =
  | {
      kind: "unknown" | "number" | "string" | "boolean" | "bigint" | "date" | "null" | "undefined" | "regexp";
    }
  | { kind: "literal"; text: string }
  | { kind: "array" | "set"; of: Shape }
  | { kind: "map" | "record"; key: Shape; of: Shape }
  | { kind: "tuple"; of: Shape[] }
  | { kind: "object"; fields: Field[] }
  | { kind: "union"; of: Shape[] }
  | { kind: "function"; gives: Shape }
  /** An instance of a class of the module. */
  | { kind: "instance"; name: string };

export interface Field {
  name: string;
  shape: Shape;
  optional: boolean;
}

const UNKNOWN: Shape = { kind: "unknown" };
const DEEPEST = 6;

/** Declarations of types by name, of the file and of those that it imports them from. */
export type TypeTable = Map<string, Node>;

/** The types that a program declares. */
export function typesOf(ast: Node): TypeTable {
  const found: TypeTable = new Map();
  for (const statement of children(ast, "body")) {
    const node = /^Export(Named|Default)/.test(statement.type) ? child(statement, "declaration") : statement;
    const name = node && child(node, "id");
    if (node && name && /^TS(Interface|TypeAlias|Enum)|^ClassDeclaration$/.test(node.type))
      found.set(text(name, "name"), node);
  }
  return found;
}

const KEYWORDS: Record<string, Shape> = {
  TSNumberKeyword: { kind: "number" },
  TSStringKeyword: { kind: "string" },
  TSBooleanKeyword: { kind: "boolean" },
  TSBigIntKeyword: { kind: "bigint" },
  TSNullKeyword: { kind: "null" },
  TSUndefinedKeyword: { kind: "undefined" },
  TSVoidKeyword: { kind: "undefined" },
};

function fieldsOf(members: Node[], types: TypeTable, depth: number): Field[] {
  return members.flatMap((member) => {
    const name = staticName(member, "key");
    const annotation = child(member, "typeAnnotation");
    if (!name) return [];
    if (member.type === "TSMethodSignature")
      return [
        { name, shape: { kind: "function" as const, gives: UNKNOWN }, optional: member.optional === true },
      ];
    return [{ name, shape: shapeOf(annotation, types, depth + 1), optional: member.optional === true }];
  });
}

function literalShape(node: Node): Shape {
  const literal = child(node, "literal");
  const value = literal?.value;
  if (literal?.type === "UnaryExpression") {
    const argument = child(literal, "argument");
    return { kind: "literal", text: `-${String(argument?.value)}` };
  }
  return value === undefined ? UNKNOWN : { kind: "literal", text: JSON.stringify(value) };
}

function declaredShape(name: string, node: Node, types: TypeTable, depth: number): Shape {
  switch (node.type) {
    case "TSInterfaceDeclaration": {
      const body = child(node, "body");
      const parents = children(node, "extends").flatMap((one) => {
        const expression = child(one, "expression");
        const parent = expression && types.get(text(expression, "name"));
        const shape = parent && declaredShape("", parent, types, depth + 1);
        return shape?.kind === "object" ? shape.fields : [];
      });
      const own = body ? fieldsOf(children(body, "body"), types, depth) : [];
      return { kind: "object", fields: [...parents, ...own] };
    }
    case "TSTypeAliasDeclaration":
      return shapeOf(child(node, "typeAnnotation"), types, depth + 1);
    case "TSEnumDeclaration": {
      const body = child(node, "body");
      const members = [...children(node, "members"), ...(body ? children(body, "members") : [])];
      const texts = members.flatMap((member) => {
        const id = child(member, "id");
        return id ? [{ kind: "literal" as const, text: `${name}.${text(id, "name")}` }] : [];
      });
      return { kind: "union", of: texts };
    }
    default:
      return { kind: "instance", name };
  }
}

const NAMED: Record<string, (args: Shape[]) => Shape> = {
  Array: ([of = UNKNOWN]) => ({ kind: "array", of }),
  ReadonlyArray: ([of = UNKNOWN]) => ({ kind: "array", of }),
  Iterable: ([of = UNKNOWN]) => ({ kind: "array", of }),
  Set: ([of = UNKNOWN]) => ({ kind: "set", of }),
  ReadonlySet: ([of = UNKNOWN]) => ({ kind: "set", of }),
  Map: ([key = UNKNOWN, of = UNKNOWN]) => ({ kind: "map", key, of }),
  ReadonlyMap: ([key = UNKNOWN, of = UNKNOWN]) => ({ kind: "map", key, of }),
  Record: ([key = UNKNOWN, of = UNKNOWN]) => ({ kind: "record", key, of }),
  Date: () => ({ kind: "date" }),
  RegExp: () => ({ kind: "regexp" }),
  Readonly: ([of = UNKNOWN]) => of,
  Required: ([of = UNKNOWN]) => of,
  Partial: ([of = UNKNOWN]) =>
    of.kind === "object" ? { ...of, fields: of.fields.map((one) => ({ ...one, optional: true })) } : of,
};

function referenceShape(node: Node, types: TypeTable, depth: number): Shape {
  const reference = child(node, "typeName");
  const name = reference ? text(reference, "name") : "";
  const given = child(node, "typeParameters") ?? child(node, "typeArguments");
  const args = given ? children(given, "params").map((one) => shapeOf(one, types, depth + 1)) : [];
  const known = types.get(name);
  if (known) return declaredShape(name, known, types, depth);
  return NAMED[name]?.(args) ?? UNKNOWN;
}

/** What a type annotation says; `unknown` where it says nothing that can be used. */
export function shapeOf(node: Node | undefined, types: TypeTable, depth = 0): Shape {
  if (!node || depth > DEEPEST) return UNKNOWN;
  const inner = () => shapeOf(child(node, "typeAnnotation"), types, depth);
  switch (node.type) {
    case "TSTypeAnnotation":
    case "TSParenthesizedType":
    case "TSTypeOperator":
    case "TSOptionalType":
    case "TSRestType":
      return inner();
    case "TSNamedTupleMember":
      return shapeOf(child(node, "elementType"), types, depth);
    case "TSArrayType":
      return { kind: "array", of: shapeOf(child(node, "elementType"), types, depth + 1) };
    case "TSTupleType":
      return {
        kind: "tuple",
        of: children(node, "elementTypes").map((one) => shapeOf(one, types, depth + 1)),
      };
    case "TSUnionType":
      return { kind: "union", of: children(node, "types").map((one) => shapeOf(one, types, depth + 1)) };
    case "TSIntersectionType": {
      const parts = children(node, "types").map((one) => shapeOf(one, types, depth + 1));
      return { kind: "object", fields: parts.flatMap((one) => (one.kind === "object" ? one.fields : [])) };
    }
    case "TSLiteralType":
      return literalShape(node);
    case "TSTypeLiteral": {
      const members = children(node, "members");
      const index = members.find((one) => one.type === "TSIndexSignature");
      if (index && members.length === 1)
        return {
          kind: "record",
          key: { kind: "string" },
          of: shapeOf(child(index, "typeAnnotation"), types, depth + 1),
        };
      return { kind: "object", fields: fieldsOf(members, types, depth) };
    }
    case "TSFunctionType":
      return { kind: "function", gives: shapeOf(child(node, "typeAnnotation"), types, depth + 1) };
    case "TSTypeReference":
      return referenceShape(node, types, depth);
    default:
      return KEYWORDS[node.type] ?? UNKNOWN;
  }
}

/** The shape that a type in a comment (`@param {string[]} names`) stands for. */
export function shapeOfText(type: string, types: TypeTable): Shape {
  const plain = type.replace(/^\?|^!|=$/g, "").replace(/\*/g, "any");
  try {
    const ast = parseText("type.ts", `type T = ${plain};`);
    const [statement] = children(ast, "body");
    return shapeOf(statement && child(statement, "typeAnnotation"), types);
  } catch {
    return UNKNOWN;
  }
}
