import { child, children, isFunction, type Node, staticName, text } from "../syntax/node.ts";
import { isTest } from "./logic.ts";
import type { Emit, OperatorFamily, Site } from "./site.ts";

/** Zero, false and the empty text are values too: `x` as a condition becomes a check whether it is there. */
function presence(site: Site, emit: Emit): void {
  const { node, field, parent } = site;
  const operand = /^(left|right)$/.test(field) && parent?.type === "LogicalExpression";
  const negated =
    field === "argument" && parent?.type === "UnaryExpression" && text(parent, "operator") === "!";
  if (!isTest(field, parent) && !operand && !negated) return;
  if (!/^(Identifier|(Optional)?MemberExpression|(Optional)?CallExpression)$/.test(node.type)) return;
  const kind = site.kindOf(node);
  if (kind === "boolean" || kind === "function") return;
  const likely = /^(number|string|nullish|unknown)$/.test(kind) ? 1 : 0.5;
  const code = site.code(node);
  const target = negated && parent ? parent : node;
  for (const [operator, prior] of negated
    ? ([
        ["=== undefined", 0.55],
        ["== null", 0.5],
        ["=== null", 0.4],
      ] as const)
    : ([
        ["!== undefined", 0.55],
        ["!= null", 0.5],
        ["!== null", 0.4],
      ] as const))
    emit("condition.presence", prior * likely, site.replace(target, `${code} ${operator}`));
}

/** `list.forEach(async (x) => …)` waits for nothing: the loop that does. */
function awaitLoop(site: Site, emit: Emit): void {
  const { node } = site;
  const call = node.type === "ExpressionStatement" ? child(node, "expression") : undefined;
  const inner = call?.type === "AwaitExpression" ? child(call, "argument") : call;
  const callee = inner && child(inner, "callee");
  const object = callee && child(callee, "object");
  const [fn, more] = inner ? children(inner, "arguments") : [];
  if (!object || !fn || more || !isFunction(fn) || fn.async !== true) return;
  if (!/^(forEach|map)$/.test(staticName(callee, "property") ?? "")) return;
  const [item, index] = children(fn, "params").map((param) => site.code(param));
  const body = child(fn, "body");
  if (!item || !body) return;
  const block = body.type === "BlockStatement" ? site.code(body) : `{ await ${site.code(body)}; }`;
  const list = site.code(object);
  const looped = block.replace(/\breturn;/g, "continue;");
  const head = index ? `const [${index}, ${item}] of ${list}.entries()` : `const ${item} of ${list}`;
  emit("await.loop", 0.8, site.replace(node, `for (${head}) ${looped}`));
  emit("await.all", 0.75, site.replace(node, `await Promise.all(${list}.map(${site.code(fn)}));`));
}

/** A text put in by `replace` is read for `$` signs; a function's result is not. */
function plainReplacement(site: Site, emit: Emit): void {
  const { node } = site;
  const callee = child(node, "callee");
  if (!callee || !/^replace(All)?$/.test(staticName(callee, "property") ?? "")) return;
  const [, replacement] = children(node, "arguments");
  if (!replacement || isFunction(replacement) || replacement.type === "StringLiteral") return;
  emit("call.plain-replacement", 0.6, site.replace(replacement, `() => ${site.grouped(replacement)}`));
}

/** The links of a chain of calls, innermost first: `.trim()`, `.split(",")`. */
function linksOf(node: Node): { start: number; end: number }[] {
  const links: { start: number; end: number }[] = [];
  let at: Node | undefined = node;
  while (at?.type === "CallExpression") {
    const callee: Node | undefined = child(at, "callee");
    const object: Node | undefined =
      callee?.type === "MemberExpression" ? child(callee, "object") : undefined;
    if (!object || object.type === "Super") break;
    links.unshift({ start: object.end, end: at.end });
    at = object;
  }
  return links;
}

/** Calls of a chain in another order: neighbours exchanged, the first last, the last first. */
function chainOrder(site: Site, emit: Emit): void {
  const { node, field } = site;
  if (node.type !== "CallExpression" || field === "object") return;
  const links = linksOf(node);
  if (links.length < 2 || links.length > 8) return;
  const source = site.context.source.text;
  const texts = links.map(({ start, end }) => source.slice(start, end));
  const [first] = links;
  if (!first) return;
  const offer = (order: readonly string[], prior: number): void =>
    emit("call.chain-order", prior, { start: first.start, end: node.end, text: order.join("") });
  for (let i = 0; i + 1 < texts.length; i++)
    offer([...texts.slice(0, i), texts[i + 1] ?? "", texts[i] ?? "", ...texts.slice(i + 2)], 0.4);
  if (texts.length > 2) {
    offer([...texts.slice(1), texts[0] ?? ""], 0.35);
    offer([texts.at(-1) ?? "", ...texts.slice(0, -1)], 0.45);
  }
  for (let i = 0; i < texts.length; i++) offer(texts.toSpliced(i, 1), 0.25);
}

/** A field read directly where a function of the program derives it from the whole object: `f(x)` for `x.field`. */
function derived(site: Site, emit: Emit): void {
  const { node, field, parent } = site;
  if (node.type !== "MemberExpression" || node.computed === true || field === "callee" || field === "object")
    return;
  if (parent && /^(AssignmentExpression|UpdateExpression)$/.test(parent.type) && field !== "right") return;
  const object = child(node, "object");
  if (!object || !/^(Identifier|MemberExpression|ThisExpression)$/.test(object.type)) return;
  const callable = site.variables.filter(
    ({ kind, binding, name }) =>
      (kind === "function" || binding.kind === "import") &&
      binding.kind !== "class" &&
      /^[a-z]/.test(name) &&
      name !== site.fn?.name,
  );
  for (const { name } of callable.slice(0, 14))
    emit("call.derived", 0.38, site.replace(node, `${name}(${site.code(object)})`));
}

/** `typeof x === "object"` is true for null and for lists as well. */
function typeChecks(site: Site, emit: Emit): void {
  const { node } = site;
  if (node.type !== "BinaryExpression") return;
  const left = child(node, "left");
  const right = child(node, "right");
  const operator = text(node, "operator");
  if (left?.type !== "UnaryExpression" || text(left, "operator") !== "typeof" || !right) return;
  const value = child(left, "argument");
  if (!value || text(right, "value") !== "object") return;
  const code = site.code(value);
  const [not, join] = operator.startsWith("!") ? ["", "||"] : ["!", "&&"];
  emit(
    "condition.type",
    0.5,
    site.replace(node, `(${site.code(node)} ${join} ${code} ${not ? "!==" : "==="} null)`),
  );
  emit(
    "condition.type",
    0.45,
    site.replace(node, `(${site.code(node)} ${join} ${not}Array.isArray(${code}))`),
  );
}

/** Keys that an object inherits or has not: `in`, look-ups as conditions, `for … in`. */
function ownKeys(site: Site, emit: Emit): void {
  const { node, field, parent } = site;
  if (node.type === "BinaryExpression" && text(node, "operator") === "in") {
    const key = child(node, "left");
    const object = child(node, "right");
    if (key && object)
      emit(
        "condition.own-key",
        0.45,
        site.replace(node, `Object.hasOwn(${site.code(object)}, ${site.code(key)})`),
      );
  }
  if (node.type === "MemberExpression" && node.computed === true && isTest(field, parent)) {
    const key = child(node, "property");
    const object = child(node, "object");
    if (!key || !object) return;
    emit(
      "condition.own-key",
      0.35,
      site.replace(node, `Object.hasOwn(${site.code(object)}, ${site.code(key)})`),
    );
    emit("condition.own-key", 0.35, site.replace(node, `${site.code(key)} in ${site.code(object)}`));
  }
}

/** Later spreads win: the defaults have to come first. */
function spreadOrder(site: Site, emit: Emit): void {
  const { node } = site;
  if (node.type !== "ObjectExpression" && node.type !== "ArrayExpression") return;
  const parts = children(node, node.type === "ObjectExpression" ? "properties" : "elements");
  parts.forEach((part, index) => {
    const next = parts[index + 1];
    if (next && (part.type === "SpreadElement" || next.type === "SpreadElement"))
      emit(
        "value.spread-order",
        0.5,
        site.replace(part, site.code(next)),
        site.replace(next, site.code(part)),
      );
  });
}

/** Traps of the language: presence against truth, callbacks that nobody waits for, `$` in replacements. */
export const idioms: OperatorFamily = {
  name: "idioms",
  propose(site, emit) {
    presence(site, emit);
    awaitLoop(site, emit);
    if (site.node.type === "CallExpression") plainReplacement(site, emit);
    chainOrder(site, emit);
    derived(site, emit);
    typeChecks(site, emit);
    ownKeys(site, emit);
    spreadOrder(site, emit);
  },
};
