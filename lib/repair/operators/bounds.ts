import { child, children, staticName, text } from "../syntax/node.ts";
import { isVariable } from "./names.ts";
import type { Emit, OperatorFamily, Site } from "./site.ts";

function isBound(site: Site): boolean {
  const { field, parent } = site;
  if (!parent) return false;
  if (field === "property" && parent.computed === true) return true;
  if (parent.type === "BinaryExpression" && /^([<>=!]=?=?|[*/%])$/.test(text(parent, "operator")))
    return true;
  if (field === "arguments" && /CallExpression|NewExpression/.test(parent.type)) return true;
  return (
    ["init", "right", "argument", "value", "expressions"].includes(field) ||
    (field === "body" && parent.type === "ArrowFunctionExpression")
  );
}

function priorAt(site: Site): number {
  const { field, parent, node } = site;
  const length = staticName(node, "property") === "length";
  if (field === "property") return 0.6;
  if (parent?.type === "BinaryExpression" && /^[*/%]$/.test(text(parent, "operator"))) return 0.42;
  if (parent?.type === "BinaryExpression") return length ? 0.6 : 0.45;
  if (field === "arguments") return 0.45;
  if (parent?.type === "ReturnStatement") return 0.4;
  return length ? 0.4 : 0.3;
}

function slices(site: Site, emit: Emit): void {
  const { node } = site;
  const callee = child(node, "callee");
  const name = callee && staticName(callee, "property");
  if (!callee || !name || !/^(slice|substring|splice|subarray)$/.test(name)) return;
  const given = children(node, "arguments");
  const [first, second] = given;
  const object = child(callee, "object");
  if (first && !second && object) {
    emit("bounds.slice", 0.25, site.insertAfter(first, ", -1"));
    if (name !== "splice") emit("bounds.slice", 0.3, site.replace(first, `0, ${site.code(first)}`));
  }
  if (first && second) emit("bounds.slice", 0.4, { start: first.end, end: second.end, text: "" });
}

function increments(site: Site, emit: Emit): void {
  const { node } = site;
  const left = child(node, "left");
  const right = child(node, "right");
  if (node.type !== "BinaryExpression" || !left || !right) return;
  const operator = text(node, "operator");
  // `x + 1` and `x - 1` are also wrong when the plain `x` was meant.
  if ((operator === "+" || operator === "-") && right.type === "NumericLiteral" && Number(right.value) <= 2)
    emit("bounds.drop-step", 0.7, site.replace(node, site.code(left)));
}

/** One more or one less where a position, a size or a limit is written. */
export const bounds: OperatorFamily = {
  name: "bounds",
  propose(site, emit) {
    const { node } = site;
    increments(site, emit);
    if (/CallExpression$/.test(node.type)) slices(site, emit);
    const numeric = site.kindOf(node) === "number";
    const unknownIndex =
      site.kindOf(node) === "unknown" &&
      (site.field === "property" || site.parent?.type === "BinaryExpression");
    if (node.type === "NumericLiteral" || !isBound(site) || (!numeric && !unknownIndex)) return;
    if (node.type === "Identifier" && !isVariable(site)) return;
    if (node.type === "AssignmentExpression" || node.type === "UpdateExpression") return;
    const prior = priorAt(site) * (numeric ? 1 : 0.5);
    const tight = /^(Identifier|MemberExpression|CallExpression|BinaryExpression)$/.test(node.type);
    const code = tight ? site.code(node) : `(${site.code(node)})`;
    const outer =
      site.parent?.type === "BinaryExpression" && !/^[<>=!+-]=?=?$/.test(text(site.parent, "operator"));
    const wrap = (next: string): string => (outer ? `(${next})` : next);
    emit("bounds.one-less", prior, site.replace(node, wrap(`${code} - 1`)));
    emit("bounds.one-more", prior, site.replace(node, wrap(`${code} + 1`)));
  },
};
