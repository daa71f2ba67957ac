import type { Edit } from "../syntax/edits.ts";
import { child, type Node, text, walk } from "../syntax/node.ts";
import type { Kind } from "../syntax/values.ts";
import type { Emit, OperatorFamily, Site } from "./site.ts";

const MAX_OPERANDS = 2;
const MAX_VARIABLES = 6;

/** Periods that numbers are often taken by. */
const PERIODS = ["100", "10", "60", "24", "12", "7"];

/** Operands of comparisons that stand at two places of a condition at least, by their text. */
function repeatedOperands(site: Site): Map<string, Node[]> {
  const found = new Map<string, Node[]>();
  walk(site.node, ({ node, field, ancestors }) => {
    const compared =
      /^(left|right)$/.test(field) &&
      ancestors[0]?.type === "BinaryExpression" &&
      /^[<>=!]=?=?$/.test(text(ancestors[0], "operator"));
    if (compared && /^(Identifier|MemberExpression)$/.test(node.type)) {
      const code = site.code(node);
      found.set(code, [...(found.get(code) ?? []), node]);
    }
    return true;
  });
  return new Map([...found].filter(([, nodes]) => nodes.length > 1).slice(0, MAX_OPERANDS));
}

/** What may have been meant instead of an operand. */
function substitutes(site: Site, code: string, kind: Kind): [string, number][] {
  const near = site.variables
    .filter((variable) => variable.name !== code && variable.kind === kind && kind !== "unknown")
    .slice(0, MAX_VARIABLES)
    .map(({ name }): [string, number] => [name, 0.35]);
  if (kind === "string")
    return [[`${code}.length`, 0.4], [`${code}.trim()`, 0.35], [`${code}.toLowerCase()`, 0.4], ...near];
  if (kind !== "number" && kind !== "unknown") return near;
  const numbers = site.context.numbers.filter((value) => /^\d+$/.test(value) && Number(value) > 1);
  const periods = [...new Set([...PERIODS, ...numbers.slice(0, 4)])];
  const scale = kind === "number" ? 1 : 0.6;
  return [
    ...periods.map((period): [string, number] => [`${code} % ${period}`, 0.45 * scale]),
    [`Math.abs(${code})`, 0.4 * scale],
    [`(${code} + 1)`, 0.35 * scale],
    [`(${code} - 1)`, 0.35 * scale],
    ...near,
  ];
}

/** A limit from both sides, `a <= x && x <= b`, that is about another value: the same change at both places. */
function sameInCondition(site: Site, emit: Emit): void {
  for (const [code, nodes] of repeatedOperands(site)) {
    const [first] = nodes;
    for (const [substitute, prior] of substitutes(site, code, site.kindOf(first)))
      emit("condition.both-places", prior, ...nodes.map((node): Edit => site.replace(node, substitute)));
  }
}

/** Operators of one condition that are both wrong: `a > x && x > b` with the borders in or out. */
function bothBorders(site: Site, emit: Emit): void {
  const sides = [child(site.node, "left"), child(site.node, "right")];
  const edits = sides.flatMap((side): Edit[] => {
    const left = side && child(side, "left");
    const right = side && child(side, "right");
    const operator = side?.type === "BinaryExpression" ? text(side, "operator") : "";
    if (!left || !right || !/^[<>]=?$/.test(operator)) return [];
    const at = left.end + site.context.source.text.slice(left.end, right.start).indexOf(operator);
    const other = operator.endsWith("=") ? operator.slice(0, 1) : `${operator}=`;
    return [{ start: at, end: at + operator.length, text: other }];
  });
  if (edits.length === 2) emit("condition.both-borders", 0.5, ...edits);
}

/** One misunderstanding at two places of a condition. */
export const bothPlaces: OperatorFamily = {
  name: "both-places",
  propose(site, emit) {
    if (site.node.type !== "LogicalExpression" || site.parent?.type === "LogicalExpression") return;
    sameInCondition(site, emit);
    bothBorders(site, emit);
  },
};
