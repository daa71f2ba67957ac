import { child, type Node, text } from "../syntax/node.ts";
import type { Emit, OperatorFamily, Site } from "./site.ts";

function number(site: Site, emit: Emit): void {
  const { node } = site;
  const value = node.value;
  if (typeof value !== "number") return;
  const written = site.code(node);
  const tried = new Set([written]);
  const offer = (code: string, prior: number): void => {
    if (tried.has(code) || code === "NaN" || code === "Infinity") return;
    tried.add(code);
    emit(
      "literal.number",
      prior,
      site.replace(
        node,
        code.startsWith("-") && site.parent?.type === "BinaryExpression" ? `(${code})` : code,
      ),
    );
  };
  const plain = (result: number): string => String(Number(result.toPrecision(12)));
  offer(plain(value + 1), 0.8);
  offer(plain(value - 1), 0.8);
  if (value !== 0) offer("0", 0.6);
  if (value !== 1) offer("1", 0.55);
  if (value !== 0) offer(plain(-value), 0.35);
  for (const factor of [10, 100, 1000]) {
    if (value === 0) break;
    offer(plain(value / factor), 0.5);
    offer(plain(value * factor), 0.5);
  }
  if (value !== 0)
    for (const factor of [2, 60, 24]) {
      offer(plain(value / factor), 0.3);
      offer(plain(value * factor), 0.3);
    }
  if (Number.isInteger(value) && Math.abs(value) > 1)
    for (const step of [2, 3, 4, 5, 6]) {
      offer(plain(value + step), 0.15);
      offer(plain(value - step), 0.15);
    }
  if (!Number.isInteger(value))
    for (const step of [0.1, 0.01, 0.05]) {
      offer(plain(value + step), 0.15);
      offer(plain(value - step), 0.15);
    }
  if (value === 0)
    for (const code of ["-1", "2", "Infinity", "-Infinity"]) {
      if (code.endsWith("Infinity")) emit("literal.infinity", 0.2, site.replace(node, code));
      else offer(code, 0.3);
    }
  for (const other of site.context.numbers.slice(0, 12)) offer(other, 0.4);
  factors(site, emit, written);
  for (const hint of site.context.hints) if (/^-?\d+(\.\d+)?$/.test(hint)) offer(hint, 0.35);
}

/** A negative number as a whole: `-1` where 0 was meant. */
function negative(site: Site, emit: Emit): void {
  const argument = child(site.node, "argument");
  const value = argument?.type === "NumericLiteral" ? Number(argument.value) : Number.NaN;
  if (text(site.node, "operator") !== "-" || Number.isNaN(value)) return;
  for (const [next, prior] of [
    [1 - value, 0.6],
    [-value - 1, 0.4],
    [0, 0.6],
  ] as const)
    emit("literal.number", prior, site.replace(site.node, String(next)));
}

/** A factor that stands alone where a variable times it was meant. */
function factors(site: Site, emit: Emit, written: string): void {
  if (site.parent?.type !== "BinaryExpression" || !/^(left|right)$/.test(site.field)) return;
  const near = site.variables.filter(({ kind }) => kind === "number").slice(0, 8);
  for (const { name } of near) {
    emit("literal.factor", 0.3, site.replace(site.node, `(${name} * ${written})`));
    emit("literal.factor", 0.15, site.replace(site.node, `(${name} + ${written})`));
  }
}

function looksAlike(a: string, b: string): boolean {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  if (x === y || x.trim() === y.trim()) return true;
  if (Math.abs(x.length - y.length) > 2) return false;
  let same = 0;
  while (same < x.length && x[same] === y[same]) same++;
  return same >= Math.min(x.length, y.length) - 2 && same > 1;
}

const MARKS = [
  "(",
  ")",
  "[",
  "]",
  "{",
  "}",
  "<",
  ">",
  '"',
  "'",
  "`",
  "=",
  "+",
  "*",
  "?",
  "!",
  "#",
  "\\",
  "0",
];
const SEPARATORS = ["", " ", ",", ", ", "-", "_", ".", ":", "/", ";", "\n", "|"];

function string(site: Site, emit: Emit): void {
  const { node, parent, field } = site;
  if (
    parent?.type === "ImportDeclaration" ||
    parent?.type === "ExportNamedDeclaration" ||
    field === "source" ||
    field === "key"
  )
    return;
  const value = text(node, "value");
  const quote = site.code(node)[0] ?? '"';
  const tried = new Set([value]);
  const offer = (next: string, prior: number): void => {
    if (tried.has(next)) return;
    tried.add(next);
    const body = JSON.stringify(next).slice(1, -1);
    const code = quote === '"' ? `"${body}"` : `'${body.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
    emit("literal.string", prior, site.replace(node, code));
  };
  for (const hint of site.context.hints) if (looksAlike(hint, value)) offer(hint, 0.7);
  if (SEPARATORS.includes(value)) for (const next of SEPARATORS) offer(next, 0.35);
  if (value.length <= 1) for (const next of MARKS) offer(next, 0.24);
  for (const other of site.context.strings.slice(0, 30)) offer(other, looksAlike(other, value) ? 0.6 : 0.4);
  for (const hint of site.context.hints.slice(0, 25)) offer(hint, 0.3);
  const cased = value.toLowerCase() === value ? value.toUpperCase() : value.toLowerCase();
  if (cased !== value) offer(cased, 0.3);
  if (value.trim() !== value) offer(value.trim(), 0.4);
  else if (value.length > 1) {
    offer(`${value} `, 0.1);
    offer(` ${value}`, 0.1);
  }
}

function template(site: Site, emit: Emit): void {
  const { node } = site;
  for (const separator of [" ", "-", ":", ", "]) {
    const position = site.code(node).indexOf("}${");
    if (position > 0)
      emit("literal.template", 0.3, {
        start: node.start + position + 1,
        end: node.start + position + 1,
        text: separator,
      });
  }
}

/** Other numbers, strings and booleans. */
export const literals: OperatorFamily = {
  name: "literals",
  propose(site, emit) {
    const { node } = site;
    if (node.type === "NumericLiteral") number(site, emit);
    else if (node.type === "UnaryExpression") negative(site, emit);
    else if (node.type === "StringLiteral") string(site, emit);
    else if (node.type === "TemplateLiteral") template(site, emit);
    else if (node.type === "BooleanLiteral")
      emit("literal.boolean", 0.75, site.replace(node, node.value === true ? "false" : "true"));
    else if (node.type === "NullLiteral")
      for (const code of ["undefined", "0", "[]", "''"]) emit("literal.null", 0.15, site.replace(node, code));
    else if (isEmptyCollection(node)) emptyCollection(site, emit);
  },
};

function isEmptyCollection(node: Node): boolean {
  return node.type === "ArrayExpression" && Array.isArray(node.elements) && node.elements.length === 0;
}

function emptyCollection(site: Site, emit: Emit): void {
  if (site.parent?.type !== "VariableDeclarator" || child(site.parent, "init") !== site.node) return;
  const names = site.variables.filter(({ kind }) => kind === "number" || kind === "string").slice(0, 4);
  for (const { name } of names) emit("literal.collection", 0.15, site.replace(site.node, `[${name}]`));
}
