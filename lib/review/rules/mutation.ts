import { child, children, isFunction, type Node, staticName, walk } from "../../repair/syntax/node.ts";
import { type Side, sourceOf } from "../file-change.ts";
import type { Hit } from "../finding.ts";

const SHRINKING = new Set(["splice", "shift", "unshift", "pop"]);

/** The statement around a call and what follows it in its block. */
function leavesAfter(ancestors: readonly Node[]): boolean {
  for (const [index, node] of ancestors.entries()) {
    const list = node.type === "BlockStatement" ? children(node, "body") : [];
    const at = list.indexOf((index === 0 ? undefined : ancestors[index - 1]) as Node);
    const next = at < 0 ? undefined : list[at + 1];
    if (next && /^(Return|Break|Throw)Statement$/.test(next.type)) return true;
    if (at >= 0) return false;
  }
  return false;
}

function iteration(side: Side, node: Node): { list: string; body: Node } | undefined {
  if (node.type === "ForOfStatement") {
    const [right, body] = [child(node, "right"), child(node, "body")];
    return right && body ? { list: sourceOf(side, right), body } : undefined;
  }
  const callee = node.type === "CallExpression" ? child(node, "callee") : undefined;
  const object = callee && staticName(callee, "property") === "forEach" ? child(callee, "object") : undefined;
  const [body] = children(node, "arguments");
  return object && body && isFunction(body) ? { list: sourceOf(side, object), body } : undefined;
}

/** A list that loses or gains items in front of the loop that goes through it. */
export function mutatedWhileIterated(side: Side): Hit[] {
  const hits: Hit[] = [];
  if (!side.ast) return hits;
  walk(side.ast, ({ node }) => {
    const loop = iteration(side, node);
    if (!loop || !/^[\w$.#[\]]+$/.test(loop.list)) return;
    walk(loop.body, ({ node: call, ancestors }) => {
      const callee = call.type === "CallExpression" ? child(call, "callee") : undefined;
      const object = callee && child(callee, "object");
      const method = callee && staticName(callee, "property");
      if (!object || !method || !SHRINKING.has(method) || sourceOf(side, object) !== loop.list) return;
      if (leavesAfter(ancestors)) return;
      hits.push({
        start: call.start,
        end: call.end,
        confidence: 0.8,
        harm: `${loop.list}.${method} moves the items while the loop goes through them: with two matching items in a row the second is skipped.`,
      });
    });
  });
  return hits;
}
