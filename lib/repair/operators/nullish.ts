import { child, children, type Node, text } from "../syntax/node.ts";
import type { Kind } from "../syntax/values.ts";
import { isVariable } from "./names.ts";
import type { Emit, OperatorFamily, Site } from "./site.ts";

const DEFAULTS: Partial<Record<Kind, readonly string[]>> = {
  number: ["0", "1"],
  string: ['""'],
  boolean: ["false", "true"],
  array: ["[]"],
  object: ["{}"],
  unknown: ["0", '""', "[]", "{}", "false"],
};

/** `a.b` as `a?.b`: safe only where the result may be undefined, never on the left of an assignment. */
function optional(site: Site, emit: Emit): void {
  const { node, parent, field } = site;
  const object = child(node, "object");
  const property = child(node, "property");
  if (!object || !property || object.type === "ThisExpression" || object.type === "Super") return;
  if (parent && /^(AssignmentExpression|UpdateExpression)$/.test(parent.type) && field !== "right") return;
  if (object.type === "Identifier" && /^[A-Z]/.test(text(object, "name"))) return;
  const prior =
    site.kindOf(object) === "nullish" || seenNullish(site, object)
      ? 0.9
      : neverNullish(site, object)
        ? 0.2
        : isOwnField(object)
          ? 0.3
          : 0.6;
  const computed = node.computed === true;
  const edit = { start: object.end, end: property.start, text: computed ? "?.[" : "?." };
  emit("nullish.optional", prior, edit);
  if (parent && /^(Optional)?CallExpression$/.test(parent.type) && field === "callee")
    for (const value of DEFAULTS[site.kindOf(parent)] ?? DEFAULTS.unknown ?? [])
      emit(
        "nullish.optional-default",
        prior - 0.15,
        edit,
        site.insertAfter(parent, ` ?? ${value}`),
        ...grouping(site, parent),
      );
  else if (parent?.type !== "MemberExpression")
    for (const value of DEFAULTS[site.kindOf(node)] ?? DEFAULTS.unknown ?? [])
      emit(
        "nullish.optional-default",
        prior - 0.1,
        edit,
        site.insertAfter(node, ` ?? ${value}`),
        ...grouping(site, node),
      );
}

/** Parentheses around a value that gets a `??` inside a larger expression. */
function grouping(site: Site, node: Node): { start: number; end: number; text: string }[] {
  const index = site.ancestors.indexOf(node);
  const outer = node === site.node ? site.parent : site.ancestors[index + 1];
  if (
    !outer ||
    /^(ReturnStatement|VariableDeclarator|ExpressionStatement|ObjectProperty|ArrowFunctionExpression|TemplateLiteral)$/.test(
      outer.type,
    )
  )
    return [];
  return [
    { start: node.start, end: node.start, text: "(" },
    { start: node.end, end: node.end, text: ")" },
  ];
}

/** A field of the object itself is set by its constructor and rarely missing. */
function isOwnField(node: Node): boolean {
  return node.type === "MemberExpression" && child(node, "object")?.type === "ThisExpression";
}

/** Watched while the tests ran and always there: a guard on it would be noise. */
function neverNullish(site: Site, node: Node): boolean {
  const seen = node.type === "Identifier" ? site.variable(text(node, "name"))?.seen : undefined;
  return seen !== undefined && seen.kinds.length > 0 && !seen.kinds.includes("nullish");
}

function seenNullish(site: Site, node: Node): boolean {
  return (
    node.type === "Identifier" &&
    (site.variable(text(node, "name"))?.seen?.kinds.includes("nullish") ?? false)
  );
}

/** A default for a value that may be missing. */
function fallback(site: Site, emit: Emit): void {
  const { node, parent, field } = site;
  if (
    !parent ||
    field === "callee" ||
    field === "object" ||
    field === "left" ||
    (field === "argument" && parent.type === "UpdateExpression")
  )
    return;
  if (node.type === "Identifier" && !isVariable(site)) return;
  const place = /^(ReturnStatement|VariableDeclarator|ObjectProperty|AssignmentExpression)$/.test(
    parent.type,
  );
  const operand =
    parent.type === "BinaryExpression" ||
    field === "arguments" ||
    parent.type === "SpreadElement" ||
    parent.type === "TemplateLiteral";
  if (!place && !operand && parent.type !== "ForOfStatement" && parent.type !== "ArrowFunctionExpression")
    return;
  const lookup = /MemberExpression|CallExpression/.test(node.type);
  const kind = site.kindOf(node);
  const base = seenNullish(site, node) ? 0.8 : lookup ? 0.6 : 0.25;
  const bare = place || field === "arguments" || parent.type === "TemplateLiteral";
  const options = new Set([
    ...(DEFAULTS[kind] ?? []),
    ...(field === "right" && parent.type === "ForOfStatement" ? ["[]"] : []),
  ]);
  for (const value of options) {
    const code = `${site.code(node)} ?? ${value}`;
    emit("nullish.default", base, site.replace(node, bare ? code : `(${code})`));
  }
}

/** A default for a parameter that callers leave out. */
function parameterDefaults(site: Site, emit: Emit): void {
  for (const parameter of children(site.node, "params")) {
    if (parameter.type !== "Identifier") continue;
    const name = text(parameter, "name");
    const kind = site.context.seen && site.variable(name)?.kind;
    for (const value of DEFAULTS[kind ?? "unknown"] ?? DEFAULTS.unknown ?? [])
      emit("nullish.parameter", 0.4, site.insertAfter(parameter, ` = ${value}`));
  }
}

/** Optional chaining, `??` defaults, parameter defaults. */
export const nullish: OperatorFamily = {
  name: "nullish",
  propose(site, emit) {
    const { node } = site;
    if (node.type === "MemberExpression") optional(site, emit);
    if (
      /^(Identifier|(Optional)?MemberExpression|(Optional)?CallExpression|AwaitExpression)$/.test(node.type)
    )
      fallback(site, emit);
    if (
      /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression|ClassMethod|ObjectMethod)$/.test(
        node.type,
      )
    )
      parameterDefaults(site, emit);
  },
};
