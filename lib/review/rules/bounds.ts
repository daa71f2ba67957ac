import { child, type Node, staticName, text, walk } from "../../repair/syntax/node.ts";
import { type Side, sourceOf } from "../file-change.ts";
import type { Hit } from "../finding.ts";

function lengthOwner(side: Side, node: Node | undefined): string | undefined {
  if (node?.type !== "MemberExpression" || staticName(node, "property") !== "length") return undefined;
  const owner = child(node, "object");
  return owner && sourceOf(side, owner);
}

/** Whether `list[index]` is read inside. */
function reads(side: Side, body: Node, list: string, index: string): boolean {
  let found = false;
  walk(body, ({ node, ancestors }) => {
    if (node.type !== "MemberExpression" || node.computed !== true) return;
    const [object, property] = [child(node, "object"), child(node, "property")];
    const written = ancestors[0]?.type === "AssignmentExpression" && child(ancestors[0], "left") === node;
    if (
      object &&
      property &&
      !written &&
      sourceOf(side, object) === list &&
      sourceOf(side, property) === index
    )
      found = true;
  });
  return found;
}

/** `i <= list.length` in a loop that reads `list[i]`, and `list[list.length]`. */
export function pastTheEnd(side: Side): Hit[] {
  const hits: Hit[] = [];
  if (!side.ast) return hits;
  walk(side.ast, ({ node, ancestors }) => {
    if (node.type === "ForStatement" || node.type === "WhileStatement") {
      const [test, body] = [child(node, "test"), child(node, "body")];
      const index =
        test?.type === "BinaryExpression" && test.operator === "<=" ? child(test, "left") : undefined;
      const list = test && index ? lengthOwner(side, child(test, "right")) : undefined;
      if (!test || !body || !index || !list || !reads(side, body, list, sourceOf(side, index))) return;
      const harm = `The last round reads ${list}[${list}.length], which is undefined: every call goes one step past the end.`;
      hits.push({ start: test.start, end: test.end, confidence: 0.9, harm });
    }
    if (node.type !== "MemberExpression" || node.computed !== true) return;
    const object = child(node, "object");
    if (!object || lengthOwner(side, child(node, "property")) !== sourceOf(side, object)) return;
    if (ancestors[0]?.type === "AssignmentExpression" && child(ancestors[0], "left") === node) return;
    const name = sourceOf(side, object);
    const harm = `The last item stands at ${name}.length - 1: this is always undefined.`;
    hits.push({ start: node.start, end: node.end, confidence: 0.9, harm });
  });
  return hits;
}

/** `(i - 1) % list.length`: negative for the first place, as % keeps the sign. */
export function negativeRemainders(side: Side): Hit[] {
  const hits: Hit[] = [];
  if (!side.ast) return hits;
  walk(side.ast, ({ node }) => {
    if (node.type !== "BinaryExpression" || node.operator !== "%") return;
    const left = child(node, "left");
    const list = lengthOwner(side, child(node, "right"));
    if (!list || left?.type !== "BinaryExpression" || left.operator !== "-") return;
    const first = child(left, "left");
    if (!first || (first.type === "BinaryExpression" && first.operator === "+")) return;
    hits.push({
      start: node.start,
      end: node.end,
      confidence: 0.8,
      harm: `% keeps the sign: when ${sourceOf(side, first)} is 0 this is negative, and ${list} has nothing there.`,
    });
  });
  return hits;
}

/** A comparison function that gives true or false instead of a number. */
export function booleanSorts(side: Side): Hit[] {
  const hits: Hit[] = [];
  if (!side.ast) return hits;
  walk(side.ast, ({ node }) => {
    const callee = node.type === "CallExpression" ? child(node, "callee") : undefined;
    const method = callee?.type === "MemberExpression" ? staticName(callee, "property") : undefined;
    if (method !== "sort" && method !== "toSorted") return;
    const [compare] = Array.isArray(node.arguments) ? (node.arguments as Node[]) : [];
    const body = compare?.type === "ArrowFunctionExpression" ? child(compare, "body") : undefined;
    if (body?.type !== "BinaryExpression" || !["<", ">", "<=", ">="].includes(text(body, "operator"))) return;
    hits.push({
      start: body.start,
      end: body.end,
      confidence: 0.9,
      harm: "sort needs a negative or positive number: true and false count as 1 and 0, so items that belong before others are never moved there.",
    });
  });
  return hits;
}
