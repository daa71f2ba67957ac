/** A Babel AST node, seen only through the accessors below so that no field is trusted unchecked. */
export interface Node {
  type: string;
  start: number;
  end: number;
  [field: string]: unknown;
}

const SKIPPED = new Set([
  "loc",
  "extra",
  "leadingComments",
  "trailingComments",
  "innerComments",
  "errors",
  "tokens",
]);

export function isNode(value: unknown): value is Node {
  return (
    typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string"
  );
}

/** The child node in `field`, or undefined when the field is empty or no node. */
export function child(node: Node, field: string): Node | undefined {
  const value = node[field];
  return isNode(value) ? value : undefined;
}

/** The child nodes of a list field; holes of array patterns are dropped. */
export function children(node: Node, field: string): Node[] {
  const value = node[field];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** A string field such as `operator` or `name`; empty when absent. */
export function text(node: Node, field: string): string {
  const value = node[field];
  return typeof value === "string" ? value : "";
}

/** Every direct child in source order of the fields. */
export function eachChild(node: Node, visit: (node: Node, field: string) => void): void {
  for (const field in node) {
    if (SKIPPED.has(field)) continue;
    const value = node[field];
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) visit(item, field);
    } else if (isNode(value)) visit(value, field);
  }
}

/** One place in the tree with the way down to it; `ancestors[0]` is the direct parent. */
export interface Place {
  node: Node;
  field: string;
  ancestors: readonly Node[];
}

/** Depth-first walk with parents. The visitor returns false to stay out of a subtree. */
export function walk(root: Node, visit: (place: Place) => unknown): void {
  const descend = (node: Node, field: string, ancestors: readonly Node[]): void => {
    if (visit({ node, field, ancestors }) === false) return;
    const below = [node, ...ancestors];
    eachChild(node, (next, nextField) => descend(next, nextField, below));
  };
  descend(root, "", []);
}

const FUNCTIONS = new Set([
  "FunctionDeclaration",
  "FunctionExpression",
  "ArrowFunctionExpression",
  "ObjectMethod",
  "ClassMethod",
  "ClassPrivateMethod",
]);

export function isFunction(node: Node): boolean {
  return FUNCTIONS.has(node.type);
}

const LOOPS = new Set([
  "ForStatement",
  "ForInStatement",
  "ForOfStatement",
  "WhileStatement",
  "DoWhileStatement",
]);

export function isLoop(node: Node): boolean {
  return LOOPS.has(node.type);
}

export function isTypeOnly(node: Node): boolean {
  return (
    (node.type.startsWith("TS") &&
      ![
        "TSAsExpression",
        "TSNonNullExpression",
        "TSSatisfiesExpression",
        "TSParameterProperty",
        "TSTypeAssertion",
      ].includes(node.type)) ||
    node.declare === true ||
    node.importKind === "type" ||
    node.exportKind === "type"
  );
}

/** The property name of a member expression or object key when it is written in the source. */
export function staticName(node: Node, field: string): string | undefined {
  const key = child(node, field);
  if (!key || node.computed === true) return undefined;
  if (key.type === "Identifier") return text(key, "name");
  if (key.type === "StringLiteral") return text(key, "value");
  return undefined;
}

/** The name a call calls directly; empty for methods and computed callees. */
export function calleeName(node: Node): string {
  const callee = node.type === "CallExpression" ? child(node, "callee") : undefined;
  return callee?.type === "Identifier" ? text(callee, "name") : "";
}
