import { child, children, isFunction, type Node, staticName, walk } from "../syntax/node.ts";
import type { Kind } from "../syntax/values.ts";
import type { Emit, OperatorFamily, Site } from "./site.ts";

const MAX_TARGETS = 3;
const MAX_VALUES = 8;

/** Something that begins with a value and is never changed again: its update was probably forgotten. */
interface Waiting {
  code: string;
  kind: Kind;
}

const escaped = (name: string): string => name.replaceAll("$", "\\$");

/** Variables of the function, declared with `let` and an initial value, that nothing assigns. */
function waitingVariables(site: Site, fn: Node): Waiting[] {
  const body = site.code(fn);
  return site.variables
    .filter(({ name, kind, binding }) => {
      const inside = binding.init && fn.start <= binding.init.start && binding.init.end <= fn.end;
      if (binding.kind !== "variable" || !inside || !/^(number|string|boolean|array)$/.test(kind))
        return false;
      const word = `(?<![\\w$.])${escaped(name)}`;
      const written = body.match(
        new RegExp(`${word}\\s*([-+*/%|&?]{0,2}=(?![=>])|\\+\\+|--)|(\\+\\+|--)${escaped(name)}`, "g"),
      );
      return (written?.length ?? 0) <= 1;
    })
    .map(({ name, kind }) => ({ code: name, kind }));
}

/** What a statement changes: `total.count += 1` changes `count` of `total`. */
function changedField(site: Site): { object: string; field: string } | undefined {
  const expression = child(site.node, "expression");
  const target = expression && (child(expression, "left") ?? child(expression, "argument"));
  if (!/^(Assignment|Update)Expression$/.test(expression?.type ?? "") || target?.type !== "MemberExpression")
    return undefined;
  const object = child(target, "object");
  const field = staticName(target, "property");
  return object && field ? { object: site.code(object), field } : undefined;
}

/** Fields beside the one that a statement changes, begun with a number and never changed. */
function waitingFields(site: Site, fn: Node): Waiting[] {
  const changed = changedField(site);
  if (!changed) return [];
  const body = site.code(fn);
  const found = new Set<string>();
  walk(site.ancestors.at(-1) ?? fn, ({ node }) => {
    if (node.type !== "ObjectExpression") return;
    const properties = children(node, "properties");
    if (!properties.some((property) => staticName(property, "key") === changed.field)) return;
    for (const property of properties) {
      const key = staticName(property, "key");
      if (key && child(property, "value")?.type === "NumericLiteral") found.add(key);
    }
  });
  return [...found]
    .filter((key) => !new RegExp(`\\.${escaped(key)}\\s*([-+*/]?=(?!=)|\\+\\+|--)`).test(body))
    .map((key) => ({ code: `${changed.object}.${key}`, kind: "number" }));
}

/** Values of one kind in sight, nearest first, fields included. */
function valuesOf(site: Site, kind: Kind, without: string): string[] {
  const found = site.variables
    .filter(({ binding }) => /parameter|variable|constant/.test(binding.kind))
    .flatMap((variable) => [
      ...(variable.kind === kind ? [variable.name] : []),
      ...Object.entries(variable.kind === "object" ? (variable.seen?.fields ?? {}) : {})
        .filter(([, fieldKind]) => fieldKind === kind)
        .map(([field]) => `${variable.name}.${field}`),
    ]);
  return found.filter((code) => code !== without).slice(0, MAX_VALUES);
}

function updatesOf(site: Site, { code, kind }: Waiting): [string, number][] {
  const values = valuesOf(site, kind, code);
  if (kind === "boolean")
    return [
      [`${code} = true;`, 0.5],
      [`${code} = false;`, 0.45],
      [`${code} = !${code};`, 0.4],
    ];
  if (kind === "array") return [];
  const sums = values.map((value): [string, number] => [`${code} += ${value};`, 0.48]);
  const taken = values.map((value): [string, number] => [`${code} = ${value};`, 0.4]);
  if (kind === "string") return [...sums, ...taken];
  const limits = values.flatMap((value): [string, number][] =>
    ["max", "min"].map((limit) => [`${code} = Math.${limit}(${code}, ${value});`, 0.42]),
  );
  return [
    [`${code}++;`, 0.5],
    [`${code}--;`, 0.35],
    ...sums,
    ...values.slice(0, 4).map((value): [string, number] => [`${code} -= ${value};`, 0.36]),
    ...taken,
    ...limits,
  ];
}

/** A count, a sum, a limit or a flag that is declared and read but never changed. */
export const updates: OperatorFamily = {
  name: "updates",
  propose(site, emit: Emit) {
    const { node, parent, field } = site;
    const listed = parent && /^(body|consequent)$/.test(field) && Array.isArray(parent[field]);
    const fn = site.ancestors.find(isFunction);
    if (!listed || !fn || !/Statement$|^VariableDeclaration$/.test(node.type)) return;
    const targets = [...waitingFields(site, fn), ...waitingVariables(site, fn)].slice(0, MAX_TARGETS);
    if (targets.length === 0) return;
    const indent = site.blankBefore(node);
    const leaves = /^(Return|Throw|Break|Continue)/.test(node.type);
    const first = children(parent, field)[0] === node;
    for (const target of targets)
      for (const [code, prior] of updatesOf(site, target)) {
        if (!leaves) emit("statement.update", prior, site.insertAfter(node, `\n${indent}${code}`));
        if (leaves || first)
          emit("statement.update", prior * 0.9, site.insertBefore(node, `${code}\n${indent}`));
      }
  },
};
