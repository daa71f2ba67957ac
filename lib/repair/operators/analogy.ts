import { child, children, isFunction, type Node, text, walk } from "../syntax/node.ts";
import { namesIn } from "../syntax/scope.ts";
import type { Emit, OperatorFamily, Site } from "./site.ts";

const LONGEST = 140;
const MAX_MODELS = 10;

const VALUE_FIELDS = /^(init|right|argument|value|arguments|left|test|elements|expressions|body)$/;

/** Names, property chains and literals an expression is made of, outermost first. */
function leavesOf(site: Site, root: Node): Node[] {
  const found: Node[] = [];
  walk(root, ({ node, field, ancestors }) => {
    const parent = ancestors[0];
    if (isFunction(node)) return false;
    if (field === "callee" && node.type === "Identifier") return false;
    if (field === "property" && parent?.computed !== true && /Member/.test(parent?.type ?? "")) return false;
    if (field === "key" && parent?.computed !== true) return false;
    const chain = node.type === "MemberExpression" && field !== "callee" && !site.code(node).includes("(");
    if (chain || /^(Identifier|StringLiteral|NumericLiteral|ThisExpression)$/.test(node.type)) {
      found.push(node);
      return !chain ? false : child(node, "object")?.type !== "ThisExpression";
    }
    return true;
  });
  return found;
}

/** Expressions of the function in the same role as the site's: the models its text may follow. */
function modelsOf(site: Site): Node[] {
  const { node, field, parent } = site;
  const fn = site.ancestors.findLast(isFunction) ?? site.ancestors.at(-1);
  const found: Node[] = [];
  if (!fn || !parent) return found;
  walk(fn, ({ node: other, field: otherField, ancestors }) => {
    if (found.length >= MAX_MODELS) return false;
    if (other === node || otherField !== field || ancestors[0]?.type !== parent.type) return true;
    const size = other.end - other.start;
    const nested = other.start <= node.start && node.end <= other.end;
    if (
      !nested &&
      size <= LONGEST &&
      size > 3 &&
      !/^(Identifier|.*Literal|ThisExpression)$/.test(other.type) &&
      !isFunction(other)
    )
      found.push(other);
    return true;
  });
  return found;
}

function exchange(site: Site, model: Node, from: Node, to: string): string {
  const source = site.context.source.text;
  return source.slice(model.start, from.start) + to + source.slice(from.end, model.end);
}

/** `a: f(x.from)` beside `b: x.to.trim()`: the value is written like its neighbour, with its own word. */
function likeNeighbour(site: Site, emit: Emit): void {
  const { node, field, parent } = site;
  if (!parent || !VALUE_FIELDS.test(field) || node.end - node.start > LONGEST || isFunction(node)) return;
  if (field === "value" && (parent.type !== "ObjectProperty" || parent.shorthand === true)) return;
  if (field === "left" && /Assignment|^For/.test(parent.type)) return;
  if (field === "body" && (parent.type !== "ArrowFunctionExpression" || node.type === "BlockStatement"))
    return;
  if (!/Expression$|^Identifier$|^TemplateLiteral$/.test(node.type)) return;
  const readable = new Set(site.variables.map(({ name }) => name));
  const own = leavesOf(site, node).slice(0, 4);
  const code = site.code(node);
  for (const model of modelsOf(site)) {
    if (![...namesIn(model)].every((name) => readable.has(name) || /^[A-Z]/.test(name) || name in globalThis))
      continue;
    const leaves = leavesOf(site, model).slice(0, 5);
    for (const leaf of leaves)
      for (const word of own) {
        const text = site.code(word);
        if (leaf.type !== word.type || site.code(leaf) === text || site.code(model).includes(text)) continue;
        const next = exchange(site, model, leaf, text);
        if (next !== code) emit("value.analogy", 0.34, site.replace(node, next));
      }
  }
}

function word(code: string, from: string, to: string): string {
  return code.replace(new RegExp(`(?<![\\w$])${from.replaceAll("$", "\\$")}(?![\\w$])`, "g"), to);
}

/** A statement once more for another variable: `min = …` is there and `max = …` is missing. */
function statementFor(site: Site, emit: Emit): void {
  const { node, parent, field } = site;
  if (
    node.type !== "ExpressionStatement" ||
    !parent ||
    !Array.isArray(parent[field]) ||
    node.end - node.start > LONGEST
  )
    return;
  const code = site.code(node);
  const fn = site.ancestors.find(isFunction);
  if (!fn) return;
  const body = site.code(fn);
  const names = [...namesIn(node)]
    .filter((name) => site.variable(name)?.binding.kind !== "import")
    .slice(0, 4);
  const others = site.variables
    .filter(({ binding }) => /parameter|variable|constant/.test(binding.kind))
    .slice(0, 12);
  for (const from of names)
    for (const { name: to, kind } of others) {
      if (to === from || code.includes(to)) continue;
      const known = site.variable(from)?.kind ?? "unknown";
      if (known !== kind && known !== "unknown" && kind !== "unknown") continue;
      const next = word(code, from, to);
      if (body.includes(next)) continue;
      const indent = site.blankBefore(node);
      const unused = body.split(new RegExp(`(?<![\\w$])${to.replaceAll("$", "\\$")}(?![\\w$])`)).length <= 2;
      emit("statement.analogy", unused ? 0.5 : 0.24, site.insertAfter(node, `\n${indent}${next}`));
    }
}

/** Entries that a list of like entries lacks, from parameters that nobody reads: `{ a, b }` gets `c`. */
function missingEntry(site: Site, emit: Emit): void {
  const { node } = site;
  if (node.type !== "ObjectExpression") return;
  const entries = children(node, "properties");
  const last = entries.at(-1);
  const fn = site.ancestors.find(isFunction);
  if (!last || !fn || entries.length === 0) return;
  const body = site.code(fn);
  const known = new Set(entries.map((entry) => text(child(entry, "key") ?? entry, "name")));
  for (const { name, binding } of site.variables.slice(0, 16)) {
    if (known.has(name) || !/parameter|variable|constant/.test(binding.kind)) continue;
    const unused = body.split(new RegExp(`(?<![\\w$])${name.replaceAll("$", "\\$")}(?![\\w$])`)).length <= 2;
    emit("value.entry", unused ? 0.5 : 0.22, site.insertAfter(last, `, ${name}`));
  }
}

/** Code written after the model of its neighbours, with one word exchanged. */
export const analogy: OperatorFamily = {
  name: "analogy",
  propose(site, emit) {
    likeNeighbour(site, emit);
    statementFor(site, emit);
    missingEntry(site, emit);
  },
};
