import { child, type Node, staticName, text } from "../syntax/node.ts";
import { fieldKind, type Kind } from "../syntax/values.ts";
import type { Emit, OperatorFamily, Site, Variable } from "./site.ts";

const NOT_VALUES = new Set([
  "key",
  "label",
  "id",
  "params",
  "local",
  "imported",
  "exported",
  "meta",
  "param",
]);

/** True for an identifier that reads or writes a variable rather than naming a property or a declaration. */
export function isVariable(site: Site): boolean {
  const { node, field, parent } = site;
  if (node.type !== "Identifier" || !parent) return false;
  if (field === "property" && parent.computed !== true) return false;
  if (NOT_VALUES.has(field) && parent.computed !== true) return false;
  if (/^(Import|ExportSpecifier|TS)/.test(parent.type) && !/^TS(As|NonNull|Satisfies)/.test(parent.type))
    return false;
  return !(parent.type === "ObjectProperty" && parent.shorthand === true);
}

function editDistanceIsSmall(a: string, b: string): boolean {
  const words = (name: string): string[] => name.split(/(?=[A-Z])|_/).map((word) => word.toLowerCase());
  const [left, right] = [words(a), words(b)];
  return left.some((word) => word.length > 2 && right.includes(word)) || a[0] === b[0];
}

function compatible(a: Kind, b: Kind): boolean {
  return a === b || a === "unknown" || b === "unknown";
}

function likeness(variable: Variable, name: string, wanted: Kind): number {
  let prior = variable.binding.kind === "import" || variable.binding.kind === "class" ? 0.3 : 0.6;
  if (variable.kind === wanted && wanted !== "unknown") prior += 0.1;
  if (editDistanceIsSmall(variable.name, name)) prior += 0.1;
  return prior;
}

/** Operands of arithmetic other than `+` are numbers. */
function numberNeeded({ field, parent }: Site): boolean {
  return (
    /^(left|right)$/.test(field) &&
    parent?.type === "BinaryExpression" &&
    /^([-*/%&|^]|\*\*|<<|>>>?)$/.test(text(parent, "operator"))
  );
}

function variables(site: Site, emit: Emit): void {
  const { node, field, parent } = site;
  const name = text(node, "name");
  const known = site.variable(name)?.kind ?? "unknown";
  // A function where a plain value belongs was never meant: any kind may replace it.
  const wanted =
    known === "function" && /^(Binary|Update|Unary)Expression$|^TemplateLiteral$/.test(parent?.type ?? "")
      ? "unknown"
      : known;
  const called = field === "callee";
  const written =
    (field === "left" && parent?.type === "AssignmentExpression") || parent?.type === "UpdateExpression";
  const needed = numberNeeded(site) ? "number" : wanted;
  let near = 0;
  for (const variable of site.variables) {
    if (variable.name === name) continue;
    // The variable that was written by mistake may be of another kind than the one that was meant.
    const fits = compatible(variable.kind, needed) || compatible(variable.kind, wanted);
    if (!fits && (near > 8 || called || variable.kind === "function")) continue;
    if (called && variable.kind !== "function" && variable.binding.kind !== "import") continue;
    if (!called && variable.kind === "function" && wanted !== "function") continue;
    if (written && variable.binding.kind !== "variable" && variable.binding.kind !== "parameter") continue;
    if (++near > 25) break;
    emit(
      called ? "name.function" : "name.variable",
      (likeness(variable, name, needed) - 0.01 * near) * (fits ? 1 : 0.5),
      site.replace(node, variable.name),
    );
  }
  if (called || written) return;
  for (const variable of site.variables.slice(0, 12)) {
    for (const [property, kind] of Object.entries(variable.seen?.fields ?? {}))
      if (variable.name !== name && kind === wanted && kind !== "unknown" && kind !== "object")
        emit("name.to-property", 0.3, site.replace(node, `${variable.name}.${property}`));
  }
}

const CLASSES = ["Map", "Set", "Date", "RegExp", "Array", "Object", "String", "Number", "Error", "Promise"];

const NAMESPACES: readonly (readonly [string, object])[] = [
  ["Math", Math],
  ["Object", Object],
  ["Number", Number],
  ["Array", Array],
  ["JSON", JSON],
  ["String", String],
];

/** The built-in object that has the method that is called, where a variable was written. */
function namespaceOf(site: Site, emit: Emit): void {
  const { node, parent, field } = site;
  const method = parent && field === "object" ? staticName(parent, "property") : undefined;
  if (!method || !site.variable(text(node, "name"))) return;
  for (const [name, holder] of NAMESPACES)
    if (Object.hasOwn(holder, method) && !/^(length|name|prototype)$/.test(method))
      emit("name.namespace", 0.6, site.replace(node, name));
}

/** Another built-in class where one is compared or constructed. */
function builtinClass(site: Site, emit: Emit): void {
  const name = text(site.node, "name");
  if (!CLASSES.includes(name) || site.field === "object" || site.variable(name)) return;
  const used = (other: string): boolean => new RegExp(`\\b${other}\\b`).test(site.context.source.text);
  for (const other of CLASSES)
    if (other !== name) emit("name.class", used(other) ? 0.4 : 0.3, site.replace(site.node, other));
}

/** Property names the object is known to have, from observations, then from other uses in the file. */
function siblings(site: Site, object: Node): { name: string; kind: Kind }[] {
  const variable = object.type === "Identifier" ? site.variable(text(object, "name")) : undefined;
  const seen = Object.entries(variable?.seen?.fields ?? {}).map(([name, kind]) => ({ name, kind }));
  const known = new Set(seen.map(({ name }) => name));
  const used = [...site.context.properties.keys()]
    .filter((name) => !known.has(name))
    .map((name) => ({ name, kind: "unknown" as Kind }));
  return seen.length > 0 ? [...seen, ...used.slice(0, 8)] : used.slice(0, 25);
}

const BUILTIN = new Set([
  "Math",
  "Object",
  "JSON",
  "Number",
  "String",
  "Array",
  "Promise",
  "Date",
  "Reflect",
  "console",
  "Symbol",
  "process",
  "globalThis",
]);

function properties(site: Site, emit: Emit): void {
  const { node, field } = site;
  const object = child(node, "object");
  const property = child(node, "property");
  const name = staticName(node, "property");
  if (!object || !property || !name || field === "callee" || BUILTIN.has(text(object, "name"))) return;
  const variable = object.type === "Identifier" ? site.variable(text(object, "name")) : undefined;
  const wanted = fieldKind(variable?.seen, name) ?? "unknown";
  for (const sibling of siblings(site, object)) {
    if (sibling.name === name || !compatible(sibling.kind, wanted)) continue;
    const known = sibling.kind !== "unknown" && sibling.kind === wanted ? 0.15 : 0;
    emit(
      "name.property",
      0.45 + known + (editDistanceIsSmall(sibling.name, name) ? 0.1 : 0),
      site.replace(property, sibling.name),
    );
  }
  if (object.type === "Identifier")
    for (const other of site.variables.slice(0, 12))
      if (other.name !== text(object, "name") && other.kind === wanted && wanted !== "unknown")
        emit("name.from-property", 0.3, site.replace(node, other.name));
}

function shorthand(site: Site, emit: Emit): void {
  const { node } = site;
  const value = child(node, "value");
  if (node.shorthand !== true || value?.type !== "Identifier" || site.parent?.type !== "ObjectExpression")
    return;
  const name = text(value, "name");
  const wanted = site.variable(name)?.kind ?? "unknown";
  for (const variable of site.variables.slice(0, 15))
    if (variable.name !== name && compatible(variable.kind, wanted) && variable.kind !== "function")
      emit("name.variable", 0.35, site.replace(node, `${name}: ${variable.name}`));
}

/** Another variable, function or property in place of the one that was written. */
export const names: OperatorFamily = {
  name: "names",
  propose(site, emit) {
    if (site.node.type === "Identifier") {
      builtinClass(site, emit);
      namespaceOf(site, emit);
    }
    if (isVariable(site)) variables(site, emit);
    else if (/^(Optional)?MemberExpression$/.test(site.node.type)) properties(site, emit);
    else if (site.node.type === "ObjectProperty") shorthand(site, emit);
  },
};
