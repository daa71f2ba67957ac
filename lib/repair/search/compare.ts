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

/** What the type checker says of the first patches; those of several files are left out. */
async function checkTypes(
  checker: TypeChecker,
  ranked: readonly Ranked[],
  setting: Setting,
): Promise<(TypeVerdict | undefined)[]> {
  const verdicts: (TypeVerdict | undefined)[] = ranked.map(() => undefined);
  if (ranked.length < 2) return verdicts;
  const until = performance.now() + TYPES_MILLISECONDS;
  const files = new Map<string, { position: number; text: string }[]>();
  for (const [position, { candidate }] of ranked.slice(0, MAX_COMPARED).entries()) {
    const [change, ...others] = candidate.changes;
    const before = change && setting.texts.get(change.file);
    if (!change || before === undefined || others.length > 0) continue;
    const entry = { position, text: applyEdits(before, change.edits) };
    files.set(change.file, [...(files.get(change.file) ?? []), entry]);
  }
  for (const [file, entries] of files) {
    const texts = entries.map(({ text }) => text);
    const left = Math.max(0, until - performance.now());
    const found = await checker.compare(file, setting.texts.get(file) ?? "", texts, left);
    for (const [index, { position }] of entries.entries()) verdicts[position] = found[index];
  }
  return verdicts;
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
