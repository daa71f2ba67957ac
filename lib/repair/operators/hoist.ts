import type { Edit } from "../syntax/edits.ts";
import { child, children, isFunction, type Node, text, walk } from "../syntax/node.ts";
import { namesIn } from "../syntax/scope.ts";
import type { Emit, OperatorFamily, Site } from "./site.ts";

/** Part of a result that decides it alone: `return a && b` is false without `b`. */
interface Decider {
  /** The condition under which the result is known. */
  when: string;
  result: "true" | "false";
  /** Takes the part out of where it stands. */
  without: Edit;
  names: Set<string>;
  start: number;
}

function turned(site: Site, node: Node): string {
  const inner =
    node.type === "UnaryExpression" && text(node, "operator") === "!" ? child(node, "argument") : undefined;
  if (inner) return site.code(inner);
  return `!${site.grouped(node)}`;
}

const cache = new WeakMap<Node, Decider[]>();

function decidersOf(site: Site, fn: Node): Decider[] {
  const known = cache.get(fn);
  if (known) return known;
  const found: Decider[] = [];
  walk(fn, ({ node }) => {
    if (node !== fn && isFunction(node)) return false;
    const value = node.type === "ReturnStatement" ? child(node, "argument") : undefined;
    const left = value && child(value, "left");
    const right = value && child(value, "right");
    if (value?.type !== "LogicalExpression" || !left || !right) return true;
    const operator = text(value, "operator");
    if (!/^(&&|\|\|)$/.test(operator)) return true;
    for (const [part, other] of [
      [left, right],
      [right, left],
    ] as const)
      found.push({
        when: operator === "&&" ? turned(site, part) : site.code(part),
        result: operator === "&&" ? "false" : "true",
        without: site.replace(value, site.code(other)),
        names: namesIn(part),
        start: node.start,
      });
    return true;
  });
  cache.set(fn, found);
  return found;
}

/** A rule that beats the others is asked first: part of a later result becomes an early return. */
export const hoist: OperatorFamily = {
  name: "hoist",
  propose(site, emit: Emit) {
    const { node, parent, ancestors } = site;
    const owner = ancestors[1];
    if (parent?.type !== "BlockStatement" || !owner || !isFunction(owner)) return;
    if (!children(parent, "body").includes(node)) return;
    const readable = new Set(site.variables.map(({ name }) => name));
    const indent = site.blankBefore(node);
    for (const { when, result, without, names, start } of decidersOf(site, owner)) {
      if (start <= node.start || ![...names].every((name) => readable.has(name) || name in globalThis))
        continue;
      emit(
        "guard.hoist",
        0.65,
        site.insertBefore(node, `if (${when}) return ${result};\n${indent}`),
        without,
      );
    }
  },
};
