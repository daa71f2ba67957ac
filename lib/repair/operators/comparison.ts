import { child, text } from "../syntax/node.ts";
import type { OperatorFamily } from "./site.ts";

const NEAR: Record<string, readonly [string, number][]> = {
  "<": [
    ["<=", 0.95],
    [">", 0.7],
    [">=", 0.78],
    ["!==", 0.2],
  ],
  "<=": [
    ["<", 0.95],
    [">=", 0.7],
    [">", 0.78],
    ["===", 0.2],
  ],
  ">": [
    [">=", 0.95],
    ["<", 0.7],
    ["<=", 0.78],
    ["!==", 0.2],
  ],
  ">=": [
    [">", 0.95],
    ["<=", 0.7],
    ["<", 0.78],
    ["===", 0.2],
  ],
  "===": [
    ["!==", 0.8],
    [">=", 0.25],
    ["<=", 0.25],
    ["==", 0.2],
    [">", 0.1],
    ["<", 0.1],
  ],
  "!==": [
    ["===", 0.8],
    ["!=", 0.25],
    [">", 0.2],
    ["<", 0.2],
  ],
  "==": [
    ["!=", 0.8],
    ["===", 0.6],
    [">=", 0.2],
    ["<=", 0.2],
  ],
  "!=": [
    ["==", 0.8],
    ["!==", 0.6],
    [">", 0.2],
    ["<", 0.2],
  ],
  in: [["instanceof", 0.05]],
};

/** Another comparison, or the same one with its sides exchanged. */
export const comparison: OperatorFamily = {
  name: "comparison",
  propose(site, emit) {
    const { node } = site;
    if (node.type !== "BinaryExpression") return;
    const left = child(node, "left");
    const right = child(node, "right");
    const options = NEAR[text(node, "operator")];
    if (!left || !right || !options) return;
    const between = site.context.source.text.slice(left.end, right.start);
    const at = left.end + between.indexOf(text(node, "operator"));
    for (const [operator, prior] of options)
      emit("comparison.swap", prior, { start: at, end: at + text(node, "operator").length, text: operator });
  },
};
