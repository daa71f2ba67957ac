import { posix } from "node:path";
import { child, children, isFunction, type Node, staticName, text, walk } from "../../repair/syntax/node.ts";

/** A function or class that a file gives to others, under the name that a test imports. */
export interface Exported {
  name: string;
  how: "named" | "default";
  node: Node;
}

/** "price-list.ts" imports as `priceList`. */
export function defaultNameOf(file: string): string {
  const stem = posix.basename(file).replace(/\.[^.]+$/, "");
  const words = (stem === "index" ? posix.basename(posix.dirname(file)) : stem)
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean);
  const name = words.map((word, at) => (at === 0 ? word : word[0]?.toUpperCase() + word.slice(1))).join("");
  return /^[A-Za-z_$]/.test(name) ? name : "subject";
}

const isClass = (node: Node): boolean => /^Class(Declaration|Expression)$/.test(node.type);
const callable = (node: Node | undefined): node is Node =>
  node !== undefined && (isFunction(node) || isClass(node));

/** Functions and classes of the top level by name. */
function declaredAt(statements: Node[]): Map<string, Node> {
  const found = new Map<string, Node>();
  for (const statement of statements) {
    const node = /^Export/.test(statement.type) ? child(statement, "declaration") : statement;
    if (!node) continue;
    const id = child(node, "id");
    if (callable(node) && id) found.set(text(id, "name"), node);
    if (node.type !== "VariableDeclaration") continue;
    for (const declarator of children(node, "declarations")) {
      const [name, init] = [child(declarator, "id"), child(declarator, "init")];
      if (name?.type === "Identifier" && callable(init)) found.set(text(name, "name"), init);
    }
  }
  return found;
}

function ofModule(statements: Node[], declared: Map<string, Node>, file: string): Exported[] {
  return statements.flatMap((statement): Exported[] => {
    const node = child(statement, "declaration");
    if (statement.type === "ExportDefaultDeclaration" && node) {
      const target = node.type === "Identifier" ? declared.get(text(node, "name")) : node;
      const id = child(node, "id") ?? (node.type === "Identifier" ? node : undefined);
      const name = id ? text(id, "name") : defaultNameOf(file);
      return callable(target) ? [{ name, how: "default", node: target }] : [];
    }
    if (statement.type !== "ExportNamedDeclaration") return [];
    if (node) return [...declaredAt([statement])].map(([name, one]) => ({ name, how: "named", node: one }));
    if (child(statement, "source")) return [];
    return children(statement, "specifiers").flatMap((specifier): Exported[] => {
      const [local, given] = [child(specifier, "local"), child(specifier, "exported")];
      const target = local && declared.get(text(local, "name"));
      const name = given ? text(given, "name") : "";
      return target && name ? [{ name, how: name === "default" ? "default" : "named", node: target }] : [];
    });
  });
}

/** `module.exports = …`, `module.exports = { a, b }`, `exports.a = …`. */
function ofCommonJs(ast: Node, declared: Map<string, Node>, file: string): Exported[] {
  const found: Exported[] = [];
  const resolve = (node: Node | undefined): Node | undefined =>
    node?.type === "Identifier" ? declared.get(text(node, "name")) : node;
  walk(ast, ({ node }) => {
    const left = node.type === "AssignmentExpression" ? child(node, "left") : undefined;
    const right = child(node, "right");
    const object = left && child(left, "object");
    if (!left || !right || !object) return true;
    const property = staticName(left, "property");
    const whole = text(object, "name") === "module" && property === "exports";
    const part =
      text(object, "name") === "exports" || (staticName(object, "property") === "exports" && property);
    if (whole && right.type === "ObjectExpression") {
      for (const one of children(right, "properties")) {
        const name = staticName(one, "key");
        const target = one.type === "ObjectMethod" ? one : resolve(child(one, "value"));
        if (name && callable(target)) found.push({ name, how: "named", node: target });
      }
    } else if (whole) {
      const target = resolve(right);
      const id = right.type === "Identifier" ? right : child(right, "id");
      if (callable(target))
        found.push({ name: id ? text(id, "name") : defaultNameOf(file), how: "default", node: target });
    } else if (part && property) {
      const target = resolve(right);
      if (callable(target)) found.push({ name: property, how: "named", node: target });
    }
    return true;
  });
  return found;
}

/** What a file gives to others that can be called. */
export function exportedOf(ast: Node, file: string): Exported[] {
  const statements = children(ast, "body");
  const declared = declaredAt(statements);
  const found = [...ofModule(statements, declared, file), ...ofCommonJs(ast, declared, file)];
  return [...new Map(found.map((one) => [one.name, one])).values()];
}
