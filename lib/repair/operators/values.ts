import { child, isFunction, type Node, staticName, text } from "../syntax/node.ts";
import { isVariable } from "./names.ts";
import type { Emit, OperatorFamily, Site } from "./site.ts";

const VALUE_FIELDS = new Set([
  "argument",
  "init",
  "right",
  "left",
  "arguments",
  "value",
  "body",
  "consequent",
  "alternate",
  "elements",
  "property",
  "expressions",
  "object",
]);

function isValue(site: Site): boolean {
  const { node, field, parent } = site;
  if (!parent || !VALUE_FIELDS.has(field) || (field === "left" && parent.type === "AssignmentExpression"))
    return false;
  if (field === "body" && parent.type !== "ArrowFunctionExpression") return false;
  if (field === "object" && !/CallExpression/.test(node.type)) return false;
  if (node.type === "Identifier") return isVariable(site) && parent.type !== "UpdateExpression";
  return /^(Optional)?(Member|Call)Expression$|^(Binary|Conditional)Expression$/.test(node.type);
}

const NUMBER_WRAPS: readonly [string, number][] = [
  ["Math.floor", 0.4],
  ["Math.round", 0.4],
  ["Math.ceil", 0.35],
  ["Math.abs", 0.4],
  ["Number", 0.25],
  ["Math.trunc", 0.2],
  ["-", 0.25],
];
const STRING_WRAPS: readonly [string, number][] = [
  [".trim()", 0.45],
  [".toLowerCase()", 0.45],
  [".toUpperCase()", 0.3],
];
const ARRAY_WRAPS: readonly [string, number][] = [
  [".reverse()", 0.2],
  [".sort()", 0.15],
  [".slice()", 0.3],
  [".flat()", 0.25],
  [".filter(Boolean)", 0.2],
  [".length", 0.15],
];

function wraps(site: Site, emit: Emit): void {
  const { node } = site;
  const kind = site.kindOf(node);
  const large = node.type === "BinaryExpression" || node.type === "ConditionalExpression";
  const result = site.field === "argument" || site.field === "body" || site.field === "init" ? 1 : 0.6;
  const code = site.code(node);
  if (kind === "number" || kind === "unknown") {
    const scale = result * (kind === "number" ? 1 : 0.4);
    for (const [wrap, prior] of NUMBER_WRAPS)
      emit(
        "value.wrap",
        prior * scale,
        site.replace(node, wrap === "-" ? `-${site.grouped(node)}` : `${wrap}(${code})`),
      );
    emit("value.clamp", 0.4 * scale, site.replace(node, `Math.max(0, ${code})`));
    if (large) emit("value.round", 0.35 * scale, site.replace(node, `Math.round((${code}) * 100) / 100`));
  }
  if (kind === "string" || kind === "unknown") {
    const scale = kind === "string" ? 1 : 0.35;
    for (const [method, prior] of STRING_WRAPS)
      emit("value.method", prior * scale, site.replace(node, site.grouped(node) + method));
    emit("value.wrap", 0.2 * scale, site.replace(node, `Number(${code})`));
  }
  if (kind === "number" || kind === "unknown")
    emit("value.wrap", 0.15, site.replace(node, `String(${code})`));
  if (kind === "array" || (kind === "unknown" && /^Identifier|Member/.test(node.type))) {
    const scale = kind === "array" ? 1 : 0.3;
    for (const [method, prior] of ARRAY_WRAPS)
      emit("value.method", prior * scale, site.replace(node, site.grouped(node) + method));
    emit(
      usedElsewhere(site) ? "value.copy-once" : "value.copy",
      0.5 * scale,
      site.replace(node, `[...${site.grouped(node)}]`),
    );
  }
  if (kind === "object" && node.type === "Identifier")
    emit("value.copy", 0.4, site.replace(node, `{ ...${code} }`));
}

/** True for a list that is gone through here and read at another place of the function as well. */
function usedElsewhere(site: Site): boolean {
  const { node, field, parent } = site;
  if (node.type !== "Identifier" || !parent || !/^ForOf/.test(parent.type) || field !== "right") return false;
  const fn = site.ancestors.find(isFunction);
  return fn !== undefined && occurrences(site.code(fn), text(node, "name")) > 2;
}

const occurrences = (code: string, name: string): number =>
  code.split(new RegExp(`(?<![\\w$.])${name.replaceAll("$", "\\$")}(?![\\w$])`)).length - 1;

function combine(site: Site, emit: Emit): void {
  const { node } = site;
  if (site.kindOf(node) !== "number" || !["argument", "right", "init", "body"].includes(site.field)) return;
  const numbers = site.variables.filter(({ kind }) => kind === "number").slice(0, 6);
  const fields = site.variables.slice(0, 8).flatMap((variable) =>
    Object.entries(variable.seen?.fields ?? {})
      .filter(([, kind]) => kind === "number")
      .map(([field]) => `${variable.name}.${field}`),
  );
  for (const name of [...numbers.map((variable) => variable.name), ...fields.slice(0, 8)]) {
    if (site.code(node) === name) continue;
    for (const [operator, prior] of [
      ["+", 0.35],
      ["-", 0.35],
      ["*", 0.4],
      ["/", 0.2],
    ] as const)
      emit(
        "value.combine",
        prior,
        site.replace(
          node,
          `${/[*/]/.test(operator) ? site.grouped(node) : site.code(node)} ${operator} ${name}`,
        ),
      );
  }
}

/** Array elements in place of a variable: `a[i]`, `a[a.length - 1]`, `a.length`. */
function elements(site: Site, emit: Emit): void {
  const { node } = site;
  if (node.type !== "Identifier") return;
  const arrays = site.variables.filter(({ kind }) => kind === "array" || kind === "string").slice(0, 4);
  const wanted = site.kindOf(node);
  for (const { name, kind, seen } of arrays) {
    if (name === text(node, "name")) continue;
    if (wanted === "number") emit("value.length", 0.3, site.replace(node, `${name}.length`));
    if (kind === "array" && seen && !seen.elements.includes(wanted) && wanted !== "unknown") continue;
    for (const index of site.variables.filter((variable) => variable.kind === "number").slice(0, 3))
      if (index.name !== text(node, "name"))
        emit("value.element", 0.2, site.replace(node, `${name}[${index.name}]`));
  }
}

function returned(site: Site, emit: Emit): void {
  const { node, field, parent } = site;
  if (field !== "argument" || parent?.type !== "ReturnStatement" || node.type === "Identifier") return;
  const kind = site.kindOf(node);
  const locals = site.variables
    .filter(({ binding }) => /parameter|variable|constant/.test(binding.kind))
    .slice(0, 8);
  for (const { name, kind: other } of locals)
    if (other === kind || kind === "unknown") emit("value.return", 0.3, site.replace(node, name));
}

/** A list that changes while it is gone through, copied where it is defined: every use sees the same moment. */
function snapshot(site: Site, emit: Emit): void {
  const { node, field, parent } = site;
  const id = field === "init" && parent?.type === "VariableDeclarator" ? child(parent, "id") : undefined;
  if (
    id?.type !== "Identifier" ||
    !/^(Logical|Member|OptionalMember|Call|OptionalCall|Conditional)Expression$/.test(node.type)
  )
    return;
  const scope = site.ancestors.find((next) => isFunction(next));
  const fn = scope ? site.code(scope) : "";
  const name = text(id, "name").replaceAll("$", "\\$");
  if (
    !new RegExp(
      `\\bof ${name}\\b|(?<![\\w$.])${name}\\.(forEach|map|filter|entries|some|every|reduce|length)\\b`,
    ).test(fn)
  )
    return;
  emit("value.snapshot", 0.55, site.replace(node, `[...(${site.code(node)})]`));
}

/** Mutating sort and reverse on something that was handed in. */
function protect(site: Site, emit: Emit): void {
  const callee = child(site.node, "callee");
  const object: Node | undefined = callee && child(callee, "object");
  if (site.node.type !== "CallExpression" || !callee || !object) return;
  if (/^(sort|reverse|splice)$/.test(staticName(callee, "property") ?? ""))
    emit("value.copy", 0.7, site.replace(object, `[...${site.code(object)}]`));
}

/** Roundings, copies, combinations and other forms of a value that is nearly right. */
export const values: OperatorFamily = {
  name: "values",
  propose(site, emit) {
    protect(site, emit);
    snapshot(site, emit);
    if (!isValue(site)) return;
    wraps(site, emit);
    combine(site, emit);
    elements(site, emit);
    returned(site, emit);
  },
};
