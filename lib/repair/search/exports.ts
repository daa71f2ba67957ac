import { child, children, isFunction, isTypeOnly, type Node, text } from "../syntax/node.ts";
import { patternNames } from "../syntax/scope.ts";

/** A name that a module exports, with the function or class behind it as far as it is written there. */
export interface Exported {
  name: string;
  value: Node | undefined;
}

/** Declarations of the top level by name. */
function declarationsOf(statement: Node): Exported[] {
  if (isTypeOnly(statement)) return [];
  const id = child(statement, "id");
  if (id) return [{ name: text(id, "name"), value: statement }];
  return children(statement, "declarations").flatMap((declarator) => {
    const target = child(declarator, "id");
    const value = target?.type === "Identifier" ? child(declarator, "init") : undefined;
    return patternNames(target ?? declarator).map(({ name }) => ({ name, value }));
  });
}

/** `exports.a = …` and `module.exports = { a, b }`. */
function commonExport(statement: Node, locals: ReadonlyMap<string, Node | undefined>): Exported[] {
  const assignment = child(statement, "expression");
  const left = assignment && child(assignment, "left");
  const right = assignment && child(assignment, "right");
  if (left?.type !== "MemberExpression") return [];
  const behind = (node: Node | undefined): Node | undefined =>
    node?.type === "Identifier" ? locals.get(text(node, "name")) : node;
  if (right?.type !== "ObjectExpression")
    return [{ name: text(child(left, "property") ?? left, "name"), value: behind(right) }];
  return children(right, "properties").map((property) => ({
    name: text(child(property, "key") ?? property, "name"),
    value: property.type === "ObjectMethod" ? property : behind(child(property, "value")),
  }));
}

/** Names a module exports by their own name; types are left out. */
export function exportsOf(ast: Node): Exported[] {
  const body = children(ast, "body");
  const locals = new Map(
    body
      .flatMap((node) =>
        declarationsOf(/^Export/.test(node.type) ? (child(node, "declaration") ?? node) : node),
      )
      .map(({ name, value }) => [name, value]),
  );
  return body.flatMap((node) => {
    if (node.type === "ExpressionStatement") return commonExport(node, locals);
    if (node.type !== "ExportNamedDeclaration" || isTypeOnly(node)) return [];
    const declared = child(node, "declaration");
    const named = children(node, "specifiers").map((specifier) => ({
      name: text(child(specifier, "exported") ?? specifier, "name"),
      value: locals.get(text(child(specifier, "local") ?? specifier, "name")),
    }));
    return [...(declared ? declarationsOf(declared) : []), ...named];
  });
}

/** Names of a function's parameters, "" for a pattern; undefined when it is no function. */
export function parametersOf(value: Node | undefined): string[] | undefined {
  if (!value || !isFunction(value)) return undefined;
  return children(value, "params").map((param) => {
    const target = param.type === "AssignmentPattern" ? (child(param, "left") ?? param) : param;
    return target.type === "Identifier" ? text(target, "name") : "";
  });
}
