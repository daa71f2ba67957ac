import { child, type Node, staticName, text } from "../syntax/node.ts";
import type { OperatorFamily, Site } from "./site.ts";

/** Steps between units that programs mix up, by the unit in the name of a value. */
const STEPS: readonly [RegExp, readonly [string, number][]][] = [
  [
    /(seconds?|secs?)$/i,
    [
      ["* 1000", 0.62],
      ["/ 60", 0.3],
      ["/ 3600", 0.2],
    ],
  ],
  [
    /(minutes?|mins?)$/i,
    [
      ["* 60", 0.5],
      ["* 60_000", 0.55],
      ["/ 60", 0.35],
    ],
  ],
  [
    /hours?$/i,
    [
      ["* 60", 0.45],
      ["* 3600", 0.35],
      ["* 3_600_000", 0.4],
    ],
  ],
  [
    /days?$/i,
    [
      ["* 86_400_000", 0.5],
      ["* 24", 0.35],
      ["* 7", 0.15],
    ],
  ],
  [
    /(ms|millis|milliseconds|timestamp|elapsed)$/i,
    [
      ["/ 1000", 0.55],
      ["/ 60_000", 0.35],
      ["/ 86_400_000", 0.3],
    ],
  ],
  [/(percent|percentage|pct|rate|discount|tax|vat)$/i, [["/ 100", 0.55]]],
  [/cents$/i, [["/ 100", 0.5]]],
  [
    /(euros?|dollars?|price|amount)$/i,
    [
      ["* 100", 0.3],
      ["/ 100", 0.2],
    ],
  ],
  [/(grams?)$/i, [["/ 1000", 0.45]]],
  [/(kg|kilos?|km|kilometres|kilometers)$/i, [["* 1000", 0.45]]],
  [
    /(metres|meters|bytes)$/i,
    [
      ["/ 1000", 0.35],
      ["/ 1024", 0.3],
    ],
  ],
];
/** Milliseconds hide in names such as `timeoutMs`; `seconds` is no end of `milliseconds`. */
const SMALLER = /(milli|micro|nano)seconds?$/i;
const TIGHT = new Set(["*", "/", "%", "**"]);

function nameOf(node: Node): string {
  if (node.type === "Identifier") return text(node, "name");
  return node.type === "MemberExpression" ? (staticName(node, "property") ?? "") : "";
}

/** True when the node's value is read here as a number among others. */
function isRead({ node, field, parent }: Site): boolean {
  if (!parent || /^(key|property|id|params|left|callee|label|object)$/.test(field))
    return field === "left" && parent?.type === "BinaryExpression";
  if (/^(Update|Import|Export|VariableDeclarator$|ObjectPattern|ArrayPattern|RestElement)/.test(parent.type))
    return parent.type === "VariableDeclarator" && field === "init";
  if (parent.type === "ObjectProperty") return parent.shorthand !== true && child(parent, "value") === node;
  return true;
}

/** Values in the wrong unit: milliseconds against seconds, percent against a share, cents against euros. */
export const units: OperatorFamily = {
  name: "units",
  propose(site, emit) {
    const { node, parent } = site;
    const name = nameOf(node);
    if (name === "" || SMALLER.test(name) || !isRead(site)) return;
    const kind = site.kindOf(node);
    if (kind !== "number" && kind !== "unknown") return;
    const [, steps = []] = STEPS.find(([pattern]) => pattern.test(name)) ?? [];
    const tight =
      parent?.type === "BinaryExpression"
        ? TIGHT.has(text(parent, "operator"))
        : parent?.type === "UnaryExpression";
    for (const [step, prior] of steps) {
      const scaled = `${site.code(node)} ${step}`;
      emit("unit.scale", prior, site.replace(node, tight ? `(${scaled})` : scaled));
    }
  },
};
