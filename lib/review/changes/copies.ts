import { child, children, isFunction, type Node, staticName, walk } from "../../repair/syntax/node.ts";
import type { Pair } from "../align.ts";
import type { Hit } from "../finding.ts";
import { at, type Texts } from "./texts.ts";

const copies = (node: Node, { old }: Texts): string | null => {
  const spread = /^(Array|Object)Expression$/.test(node.type)
    ? children(node, node.type === "ArrayExpression" ? "elements" : "properties")
    : [];
  if (spread.length === 1 && spread[0]?.type === "SpreadElement") return old(child(spread[0], "argument"));
  if (node.type !== "CallExpression") return null;
  const callee = child(node, "callee");
  const [first] = children(node, "arguments");
  if (callee && staticName(callee, "property") === "slice" && !first) return old(child(callee, "object"));
  return first && /^(structuredClone|Array\.from)$/.test(old(callee)) ? old(first) : null;
};

const CHANGING = /^(push|pop|shift|unshift|splice|sort|reverse|fill|set|add|delete|clear)$/;

/** Whether a name is written through, inside a function. */
function writesTo(scope: Node, name: string, { now }: Texts): boolean {
  let found = false;
  walk(scope, ({ node }) => {
    const left = node.type === "AssignmentExpression" ? child(node, "left") : undefined;
    if (left?.type === "MemberExpression" && now(child(left, "object")) === name) found = true;
    const callee = node.type === "CallExpression" ? child(node, "callee") : undefined;
    const method = callee && staticName(callee, "property");
    if (callee && method && CHANGING.test(method) && now(child(callee, "object")) === name) found = true;
    const erased =
      node.type === "UnaryExpression" && node.operator === "delete" ? child(node, "argument") : undefined;
    if (erased?.type === "MemberExpression" && now(child(erased, "object")) === name) found = true;
  });
  return found;
}

/** A copy that became the thing itself, while it is changed, or gone through, afterwards. */
export function lostCopy({ before, after, around }: Pair, texts: Texts): Hit | null {
  const source = copies(before, texts);
  if (!source || source.replace(/^\((.*)\)$/s, "$1") !== texts.now(after)) return null;
  const scope = around.find(isFunction);
  const declared = around[0]?.type === "VariableDeclarator" ? texts.now(child(around[0], "id")) : null;
  if (declared && scope && writesTo(scope, declared, texts))
    return at(
      after,
      `${declared} is ${texts.now(after).slice(0, 60)} itself now, no copy: writing to it changes the caller's data, and the next call starts from the changed one.`,
      0.85,
    );
  if (!declared || !scope) return null;
  let called = false;
  walk(scope, ({ node }) => {
    if (node.type !== "ForOfStatement" || texts.now(child(node, "right")) !== declared) return;
    const item = texts.now(child(node, "left")).replace(/^(const|let) /, "");
    if (texts.now(child(node, "body")).includes(`${item}(`)) called = true;
  });
  return called
    ? at(
        after,
        `The loop goes through the list itself: a callback that takes itself out of it moves the rest, and the next one is skipped.`,
        0.75,
      )
    : null;
}
