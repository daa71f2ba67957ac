import { child, children, isFunction, isLoop, type Node, walk } from "../../repair/syntax/node.ts";
import { lineAt, type Side, sourceOf } from "../file-change.ts";
import type { Hit } from "../finding.ts";

const ENDS = new Set(["ReturnStatement", "ThrowStatement", "BreakStatement", "ContinueStatement"]);

const runs = (node: Node): boolean =>
  node.type !== "FunctionDeclaration" &&
  node.type !== "EmptyStatement" &&
  !node.type.startsWith("TS") &&
  !(node.type === "VariableDeclaration" && node.kind === "var");

/** Statements after a jump. */
export function unreachableCode(side: Side): Hit[] {
  const hits: Hit[] = [];
  if (!side.ast) return hits;
  walk(side.ast, ({ node }) => {
    const list = node.type === "SwitchCase" ? children(node, "consequent") : children(node, "body");
    const end = list.findIndex(({ type }) => ENDS.has(type));
    const jump = list[end];
    const dead = end < 0 ? undefined : list.slice(end + 1).find(runs);
    if (!jump || !dead || ENDS.has(dead.type)) return;
    hits.push({
      start: dead.start,
      end: dead.end,
      confidence: 0.9,
      harm: `It never runs: line ${lineAt(side.text, jump.start)} leaves before it, so what it does is silently left out.`,
    });
  });
  return hits;
}

function contains(node: Node, type: string): boolean {
  let found = false;
  walk(node, ({ node: inner }) => {
    if (inner !== node && isFunction(inner)) return false;
    if (inner.type === type) found = true;
    return true;
  });
  return found;
}

/** A loop whose last statement leaves it in the first round. */
export function loopsThatRunOnce({ ast }: Side): Hit[] {
  const hits: Hit[] = [];
  if (!ast) return hits;
  walk(ast, ({ node }) => {
    const body = isLoop(node) && node.type !== "DoWhileStatement" ? child(node, "body") : undefined;
    const list = body ? children(body, "body") : [];
    const last = list.at(-1);
    if (!body || !last || list.length < 2 || last.type !== "ReturnStatement") return;
    if (contains(body, "ContinueStatement")) return;
    hits.push({
      start: last.start,
      end: last.end,
      confidence: 0.8,
      harm: "The loop leaves in its first round whatever happens: every item after the first is left out.",
    });
  });
  return hits;
}

const leaves = (node: Node | undefined): boolean => {
  if (!node) return false;
  if (ENDS.has(node.type)) return true;
  if (node.type === "BlockStatement") return leaves(children(node, "body").at(-1));
  if (node.type === "IfStatement")
    return leaves(child(node, "consequent")) && leaves(child(node, "alternate"));
  if (node.type === "TryStatement") return leaves(child(node, "finalizer")) || leaves(child(node, "block"));
  return isLoop(node) || node.type === "SwitchStatement" || node.type === "ExpressionStatement"
    ? contains(node, "ReturnStatement") || /\b(exit|abort|assertNever|fail)\(/.test(node.type)
    : false;
};

/** A case that runs on into the next one, without a word that it is meant to. */
export function fallingCases(side: Side): Hit[] {
  const hits: Hit[] = [];
  if (!side.ast) return hits;
  walk(side.ast, ({ node }) => {
    if (node.type !== "SwitchStatement") return;
    const cases = children(node, "cases");
    for (const [index, one] of cases.entries()) {
      const next = cases[index + 1];
      const last = children(one, "consequent").at(-1);
      if (!next || !last || leaves(last) || children(next, "consequent").length === 0) continue;
      if (/fall/i.test(side.text.slice(last.start, next.start)) || /process\.exit/.test(sourceOf(side, last)))
        continue;
      const test = child(one, "test");
      const label = test ? sourceOf(side, test) : "default";
      hits.push({
        start: one.start,
        end: last.end,
        confidence: 0.8,
        harm: `There is no break: for ${label.slice(0, 60)} the next case runs as well and overwrites or repeats what this one did.`,
      });
    }
  });
  return hits;
}
