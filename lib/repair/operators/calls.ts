import { child, children, isFunction, type Node, staticName, text } from "../syntax/node.ts";
import type { Emit, OperatorFamily, Site } from "./site.ts";

/** Methods that are easily taken for one another. */
const FAMILIES: readonly (readonly string[])[] = [
  ["floor", "ceil", "round", "trunc"],
  ["min", "max"],
  ["push", "unshift"],
  ["pop", "shift"],
  ["some", "every"],
  ["find", "filter", "findLast", "findIndex"],
  ["indexOf", "lastIndexOf", "findIndex"],
  ["map", "flatMap", "forEach", "filter"],
  ["slice", "splice"],
  ["substring", "slice", "substr"],
  ["startsWith", "endsWith", "includes"],
  ["toLowerCase", "toUpperCase"],
  ["trim", "trimStart", "trimEnd"],
  ["padStart", "padEnd"],
  ["replace", "replaceAll"],
  ["keys", "values", "entries"],
  ["reduce", "reduceRight"],
  ["concat", "push"],
  ["sort", "toSorted"],
  ["reverse", "toReversed"],
  ["add", "delete"],
  ["all", "allSettled", "race", "any"],
  ["getDate", "getDay", "getUTCDate"],
  ["getMonth", "getUTCMonth"],
  ["getFullYear", "getUTCFullYear"],
  ["getHours", "getUTCHours"],
  ["setDate", "setUTCDate"],
  ["parseInt", "parseFloat"],
  ["toString", "toFixed"],
  ["sqrt", "cbrt"],
  ["resolve", "reject"],
  ["isInteger", "isSafeInteger", "isFinite"],
  ["match", "matchAll"],
  ["split", "slice"],
  ["log", "log2", "log10"],
  ["charAt", "at", "charCodeAt", "codePointAt"],
  ["sin", "cos", "tan"],
  ["getSeconds", "getMinutes", "getMilliseconds"],
  ["getDate", "getMonth", "getHours"],
  ["toString", "toISOString", "toJSON"],
  ["fromEntries", "entries", "keys"],
  ["includes", "has", "indexOf"],
  ["indexOf", "search"],
  ["isNaN", "isFinite"],
  ["call", "apply", "bind"],
  ["on", "once", "off"],
  ["test", "exec", "match"],
  ["parse", "stringify"],
  ["findLast", "findLastIndex"],
  ["splice", "toSpliced"],
  ["set", "add"],
  ["repeat", "padStart"],
];

function methodFamilies(site: Site, emit: Emit, callee: Node): void {
  const property = callee.type === "Identifier" ? callee : child(callee, "property");
  const name = callee.type === "Identifier" ? text(callee, "name") : staticName(callee, "property");
  if (!name || !property) return;
  for (const family of FAMILIES) {
    if (!family.includes(name)) continue;
    for (const other of family) if (other !== name) emit("call.method", 0.75, site.replace(property, other));
  }
  // Both exist on maps, but their results are of different kinds.
  const other = name === "get" ? "has" : name === "has" ? "get" : undefined;
  if (other) emit("call.result", 0.4, site.replace(property, other));
}

function argumentOrder(site: Site, emit: Emit): void {
  const all = site.arguments(site.node);
  for (let i = 0; i < all.length; i++) {
    for (let j = i + 1; j < Math.min(all.length, i + 4); j++) {
      const [a, b] = [all[i], all[j]];
      if (!a || !b || site.code(a) === site.code(b)) continue;
      const kinds = [site.kindOf(a), site.kindOf(b)];
      const alike = kinds[0] === kinds[1] || kinds.includes("unknown");
      emit(
        "call.swap-arguments",
        (alike ? 0.75 : 0.45) - 0.1 * (j - i - 1),
        site.replace(a, site.code(b)),
        site.replace(b, site.code(a)),
      );
    }
  }
  all.forEach((argument, index) => {
    const next = all[index + 1];
    const previous = all[index - 1];
    const from = next ? argument.start : previous ? previous.end : argument.start;
    emit("call.drop-argument", 0.2, { start: from, end: next ? next.start : argument.end, text: "" });
    // The call may be superfluous: `f(g(x))` where `f(x)` was meant.
    if (all.length === 1 && !isFunction(argument))
      emit("call.unwrap", 0.35, site.replace(site.node, site.code(argument)));
  });
}

function addArgument(site: Site, emit: Emit, callee: Node): void {
  const { node } = site;
  const all = children(node, "arguments");
  const name = staticName(callee, "property") ?? text(callee, "name");
  const at = all.at(-1);
  const append = (code: string, prior: number): void =>
    emit(
      "call.add-argument",
      prior,
      at ? site.insertAfter(at, `, ${code}`) : { start: node.end - 1, end: node.end - 1, text: code },
    );
  if (name === "reduce" && all.length === 1)
    for (const code of ["0", "''", "[]", "{}", "1"]) append(code, code === "0" ? 0.8 : 0.5);
  if ((name === "sort" || name === "toSorted") && all.length === 0) {
    append("(a, b) => a - b", 0.8);
    append("(a, b) => b - a", 0.5);
  }
  if (name === "parseInt" && all.length === 1) append("10", 0.6);
  if (name === "toFixed" && all.length === 0) append("2", 0.6);
  if (name === "split" && all.length === 0) append("''", 0.4);
  if (name === "join" && all.length === 0) for (const code of ['""', '" "', '", "']) append(code, 0.5);
  if (/^(padStart|padEnd)$/.test(name) && all.length === 1) append('"0"', 0.6);
  const target = site.context.functions.find((fn) => fn.name === name);
  const wanted = target ? children(target.node, "params").length : 0;
  if (wanted <= all.length) return;
  for (const variable of site.variables.slice(0, 14))
    if (variable.kind !== "function")
      append(variable.name, variable.binding.kind === "parameter" ? 0.55 : 0.4);
  for (const code of ["true", "0", "1"]) append(code, 0.15);
}

function receiver(site: Site, emit: Emit, callee: Node): void {
  const object = child(callee, "object");
  const [only] = children(site.node, "arguments");
  const name = staticName(callee, "property");
  if (!object || !only || !name || children(site.node, "arguments").length !== 1 || isFunction(only)) return;
  if (/^(includes|startsWith|endsWith|concat|has|test|localeCompare|isSubsetOf|equals|compare)$/.test(name))
    emit(
      "call.swap-receiver",
      0.45,
      site.replace(object, site.grouped(only)),
      site.replace(only, site.code(object)),
    );
}

/** Swapped, dropped and added arguments, sibling methods, superfluous calls. */
export const calls: OperatorFamily = {
  name: "calls",
  propose(site, emit) {
    const { node } = site;
    if (!/^(Optional)?CallExpression$|^NewExpression$/.test(node.type)) return;
    const callee = child(node, "callee");
    if (!callee) return;
    methodFamilies(site, emit, callee);
    argumentOrder(site, emit);
    addArgument(site, emit, callee);
    if (/MemberExpression$/.test(callee.type)) receiver(site, emit, callee);
    const object = child(callee, "object");
    if (
      object &&
      /^(trim|toLowerCase|toUpperCase|sort|reverse|slice|filter|flat|toFixed)$/.test(
        staticName(callee, "property") ?? "",
      )
    )
      emit("call.drop-method", 0.35, site.replace(node, site.code(object)));
  },
};
