import type { Plausible } from "./run-candidates.ts";

/**
 * How often a plausible patch of an operator is also right, from measurements on programs outside this repository;
 * the first matching prefix counts.
 */
const PRECISION: readonly [string, number][] = [
  ["import", 0.95],
  ["past", 0.85],
  ["statement.counterpart", 0.75],
  ["statement.analogy", 0.55],
  ["value.analogy", 0.55],
  ["value.entry", 0.7],
  ["value.spread-order", 0.8],
  ["call.chain-order", 0.7],
  ["call.plain-replacement", 0.85],
  ["call.derived", 0.65],
  ["call.new", 0.85],
  ["condition.presence", 0.75],
  ["condition.type", 0.75],
  ["condition.own-key", 0.7],
  ["this", 0.85],
  ["statement.copy", 0.6],
  ["statement.accumulate", 0.6],
  ["statement.replace", 0.3],
  ["branch.else-copy", 0.65],
  ["branch.sibling", 0.6],
  ["branch.clone", 0.4],
  ["branch.case", 0.4],
  ["branch.entry", 0.4],
  ["call.borrow", 0.6],
  ["value.borrow", 0.45],
  ["value.spread", 0.75],
  ["comparison.swap", 0.88],
  ["arithmetic.keep-side", 0.45],
  ["arithmetic", 0.84],
  ["assignment", 0.8],
  ["update", 0.75],
  ["await.value", 0.6],
  ["await", 0.9],
  ["call.swap-arguments", 0.88],
  ["call.method", 0.8],
  ["call.add-argument", 0.7],
  ["call.drop-argument", 0.4],
  ["call.result", 0.35],
  ["call", 0.55],
  ["logic.swap", 0.85],
  ["logic.drop-not", 0.85],
  ["logic.negate", 0.8],
  ["logic.keep-side", 0.5],
  ["nullish.optional-default", 0.6],
  ["nullish.optional", 0.76],
  ["nullish.default", 0.75],
  ["nullish.parameter", 0.65],
  ["name.variable", 0.76],
  ["name.property", 0.78],
  ["name.function", 0.76],
  ["name", 0.5],
  ["bounds.drop-step", 0.82],
  ["bounds.slice", 0.6],
  ["bounds", 0.72],
  ["literal.boolean", 0.75],
  ["literal.string", 0.78],
  ["literal.number", 0.74],
  ["literal", 0.7],
  ["guard.borrow", 0.7],
  ["condition.and", 0.6],
  ["condition.guard", 0.6],
  ["condition.swap-branches", 0.75],
  ["condition.or", 0.35],
  ["condition.constant", 0.15],
  ["condition", 0.43],
  ["return.early", 0.52],
  ["return.add", 0.7],
  ["loop", 0.52],
  ["recursion", 0.6],
  ["statement.return", 0.8],
  ["statement.assign-back", 0.8],
  ["statement.break", 0.7],
  ["statement.move", 0.65],
  ["statement.swap", 0.6],
  ["statement.delete", 0.25],
  ["statement.unwrap", 0.2],
  ["statement", 0.45],
  ["branch", 0.45],
  ["synthesis.value", 0.6],
  ["synthesis.condition", 0.6],
  ["synthesis.return", 0.5],
  ["synthesis", 0.45],
  ["value.copy", 0.8],
  ["value.method", 0.6],
  ["value", 0.5],
];

function precision(operator: string): number {
  return operator
    .split("+")
    .map((part) => PRECISION.find(([prefix]) => part.startsWith(prefix))?.[1] ?? 0.4)
    .reduce((product, next) => product * next, 1);
}

/** Precision of the operator, how typical the change is, and how suspicious the place, in 0..1. */
export function plausibleScore({ candidate }: Plausible): number {
  const everywhere = candidate.operator.includes("-everywhere") ? 0.85 : 1;
  return (
    precision(candidate.operator) *
    everywhere *
    (0.5 + 0.5 * candidate.prior) *
    (0.5 + 0.5 * candidate.suspicion)
  );
}

export interface Ranked extends Plausible {
  rank: number;
  overfit: boolean;
}

/** Best first; a patch that special-cases the failing input comes after all others. */
export function rankPlausible(
  found: readonly Plausible[],
  isOverfit: (found: Plausible) => boolean,
): Ranked[] {
  return found
    .map((one): Ranked => ({ ...one, rank: plausibleScore(one), overfit: isOverfit(one) }))
    .sort(
      (a, b) => Number(a.overfit) - Number(b.overfit) || b.rank - a.rank || a.candidate.id - b.candidate.id,
    );
}
