import { child, children, isFunction, type Node, staticName, text, walk } from "../../repair/syntax/node.ts";
import type { Alignment } from "../align.ts";
import { type FileChange, type Side, sourceOf } from "../file-change.ts";
import type { Hit } from "../finding.ts";
import { isTestFile } from "./tests.ts";

const EXIT = /^(Return|Throw|Continue|Break)Statement$/;

function exits(node: Node | undefined): boolean {
  if (!node) return false;
  return EXIT.test(node.type) || (node.type === "BlockStatement" && exits(children(node, "body").at(-1)));
}

/** The name that `x === null`, `x == null`, `x === undefined` or `!x` asks about. */
function guarded(side: Side, test: Node | undefined): string | null {
  if (!test) return null;
  if (test.type === "UnaryExpression" && test.operator === "!") {
    const inner = child(test, "argument");
    return inner && /^(Identifier|MemberExpression)$/.test(inner.type) ? sourceOf(side, inner) : null;
  }
  if (test.type !== "BinaryExpression" || !/^===?$/.test(text(test, "operator"))) return null;
  const [left, right] = [child(test, "left"), child(test, "right")];
  if (!left || !right || !/^(null|undefined)$/.test(sourceOf(side, right))) return null;
  return sourceOf(side, left);
}

/** The first place that reads a property of `name` or calls it, unless something still asks about it. */
function firstUse(side: Side, scope: Node, name: string): Node | null {
  let use: Node | null = null;
  let asked = false;
  walk(scope, ({ node }) => {
    const object = node.type === "MemberExpression" ? child(node, "object") : undefined;
    if (object && sourceOf(side, object) === name) use ??= node;
    if (node.type === "OptionalMemberExpression" && sourceOf(side, child(node, "object") ?? node) === name)
      asked = true;
    const test = /^(If|While|Conditional)/.test(node.type)
      ? child(node, "test")
      : node.type === "LogicalExpression"
        ? child(node, "left")
        : undefined;
    if (
      test &&
      new RegExp(`(?<![\\w.$])${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\w$])`).test(
        sourceOf(side, test),
      )
    )
      asked = true;
  });
  return asked ? null : use;
}

function scopeOf(side: Side, parent: Node): Node {
  let scope = side.ast ?? parent;
  if (side.ast)
    walk(side.ast, ({ node }) => {
      if (isFunction(node) && node.start <= parent.start && parent.end <= node.end) scope = node;
    });
  return scope;
}

/** A check for null that is gone while what it protected is still there. */
function removedChecks({ before, after }: FileChange, { removed, pairs }: Alignment): Hit[] {
  if (!before) return [];
  const hits: Hit[] = [];
  for (const { node, parent } of removed) {
    if (node.type !== "IfStatement" || !exits(child(node, "consequent")) || child(node, "alternate"))
      continue;
    const name = guarded(before, child(node, "test"));
    const use = name ? firstUse(after, scopeOf(after, parent), name) : null;
    if (!name || !use) continue;
    const harm = `Nothing asks any more whether ${name} is there: without it ${sourceOf(after, use).slice(0, 60)} throws a TypeError.`;
    hits.push({ start: use.start, end: use.end, harm, confidence: 0.85 });
  }
  for (const { before: one, after: other, around } of pairs) {
    if (one.type !== "OptionalMemberExpression" || other.type !== "MemberExpression") continue;
    const [was, is] = [child(one, "object"), child(other, "object")];
    if (!was || !is || sourceOf(before, was) !== sourceOf(after, is)) continue;
    const name = sourceOf(after, is);
    if (around[0]?.type === "OptionalMemberExpression" || one.optional !== true) continue;
    const harm = `${name} may be null or undefined here, as the old code allowed for: then ${sourceOf(after, other).slice(0, 60)} throws a TypeError.`;
    hits.push({ start: other.start, end: other.end, harm, confidence: 0.75 });
  }
  return hits;
}

const MARKING = /^(add|set|push)$/;
const ASKING = /^(has|get|includes)$/;

/** `seen.add(x)` that is gone while `seen.has(x)` is still asked. */
function removedMarks({ before, after }: FileChange, { removed }: Alignment): Hit[] {
  if (!before || !after.ast) return [];
  const hits: Hit[] = [];
  for (const { node } of removed) {
    const call = node.type === "ExpressionStatement" ? child(node, "expression") : undefined;
    const callee = call?.type === "CallExpression" ? child(call, "callee") : undefined;
    const method = callee && staticName(callee, "property");
    const owner = callee && child(callee, "object");
    if (!owner || !method || !MARKING.test(method)) continue;
    const name = sourceOf(before, owner);
    let asked: Node | null = null;
    let marked = false;
    walk(after.ast, ({ node: one }) => {
      const called = one.type === "CallExpression" ? child(one, "callee") : undefined;
      const object = called && child(called, "object");
      const verb = called && staticName(called, "property");
      if (!object || !verb || sourceOf(after, object) !== name) return;
      if (MARKING.test(verb)) marked = true;
      if (ASKING.test(verb)) asked ??= one;
    });
    const place = asked as Node | null;
    if (!place || marked) continue;
    const harm = `Nothing is put into ${name} any more, so this never finds anything: what was seen before counts as new each time.`;
    hits.push({ start: place.start, end: place.end, harm, confidence: 0.85 });
  }
  return hits;
}

const CLOSING: Record<string, string> = {
  close: "stays open",
  release: "is never given back",
  end: "stays open",
  destroy: "stays open",
  unlock: "stays locked",
  disconnect: "stays connected",
  clearTimeout: "still fires",
  clearInterval: "goes on firing",
  removeEventListener: "stays registered",
};

/** A resource that is still taken, and not given back any more. */
function removedClosing({ path, before, after }: FileChange, { removed }: Alignment): Hit[] {
  if (!before || isTestFile(path)) return [];
  return removed.flatMap(({ node, parent }) => {
    const source = sourceOf(before, node);
    const call =
      /(?:([\w$.#]+)\.)?(close|release|end|destroy|unlock|disconnect|clearTimeout|clearInterval|removeEventListener)\(([\w$.#]*)/.exec(
        source,
      );
    const [whole, owner, verb = "", argument] = call ?? [];
    const name = owner ?? argument;
    const scope = scopeOf(after, parent);
    const now = sourceOf(after, scope);
    if (!whole || !name || (node.type !== "ExpressionStatement" && node.type !== "TryStatement")) return [];
    const taken = new RegExp(`(?:const|let|var)\\s+${name.replace(/[$#.]/g, "\\$&")}\\s*=`).exec(now);
    if (!taken || now.includes(`${verb}(${owner ? "" : name}`)) return [];
    const start = scope.start + taken.index;
    return [
      {
        start,
        end: start + taken[0].length,
        confidence: 0.8,
        harm: `${name} ${CLOSING[verb]}: each call leaves one behind, until the process runs out of them.`,
      },
    ];
  });
}

/** What was taken out of a file and is missed by what is left. */
export function removedProtection(change: FileChange, alignment: Alignment): (Hit & { rule: string })[] {
  return [
    ...removedChecks(change, alignment).map((hit) => ({ ...hit, rule: "null-check-removed" })),
    ...removedMarks(change, alignment).map((hit) => ({ ...hit, rule: "never-filled" })),
    ...removedClosing(change, alignment).map((hit) => ({ ...hit, rule: "resource-not-closed" })),
  ];
}
