import type { Prepared } from "../prepare.ts";
import { applyEdits } from "../syntax/edits.ts";
import { type Distinction, distinguish, MAX_COMPARED, observe } from "./disagree.ts";
import type { Setting } from "./features.ts";
import { type Ranked, rankByEvidence, rankPlausible } from "./rank.ts";
import { firstBudget, type Plausible } from "./run-candidates.ts";
import type { TypeChecker, TypeVerdict } from "./type-check.ts";

export interface Compared {
  ranked: Ranked[];
  /** Groups of patches that behave alike on every input tried; 1 when they can't be told apart. */
  behaviours: number;
  distinction?: Distinction;
}

const TYPES_MILLISECONDS = 2_500;

/** What the type checker says of a patch; nothing of one that changes several files. */
export async function typesOf(
  checker: TypeChecker,
  { candidate }: Pick<Plausible, "candidate">,
  texts: ReadonlyMap<string, string>,
  milliseconds: number,
): Promise<TypeVerdict | undefined> {
  const [change, ...others] = candidate.changes;
  const before = change && texts.get(change.file);
  if (!change || before === undefined || others.length > 0) return undefined;
  return checker.check(change.file, before, applyEdits(before, change.edits), milliseconds);
}

async function checkTypes(
  checker: TypeChecker,
  ranked: readonly Ranked[],
  { texts }: Setting,
): Promise<(TypeVerdict | undefined)[]> {
  if (ranked.length < 2) return [];
  const first = ranked.slice(0, MAX_COMPARED);
  return Promise.all(first.map((one) => typesOf(checker, one, texts, TYPES_MILLISECONDS)));
}

/** Put plausible patches in order: by what they are, what they do on other inputs and what the type checker says. */
export async function compare(
  { worker, goal }: Pick<Prepared, "worker" | "goal">,
  checker: TypeChecker,
  plausible: readonly Plausible[],
  setting: Setting,
  isOverfit: (found: Plausible) => boolean,
): Promise<Compared> {
  const first = rankPlausible(plausible, setting, isOverfit);
  const [probe, types] = await Promise.all([
    observe(worker, first, goal, firstBudget(goal) * 10),
    checkTypes(checker, first, setting),
  ]);
  const ranked = rankByEvidence(first, setting, probe, types);
  const distinction = distinguish(probe, ranked);
  const outputs = ranked.flatMap((one) => (one.outputs ? [one.outputs.join("\0")] : []));
  const behaviours = probe.inputs.length > 0 ? new Set(outputs).size : ranked.length;
  return { ranked, behaviours, ...(distinction && { distinction }) };
}
