import type { Prepared } from "../prepare.ts";
import { type Distinction, distinguish, observe } from "./disagree.ts";
import type { Setting } from "./features.ts";
import { type Ranked, rankByBehaviour, rankPlausible } from "./rank.ts";
import { firstBudget, type Plausible } from "./run-candidates.ts";

export interface Compared {
  ranked: Ranked[];
  /** Groups of patches that behave alike on every input tried; 1 when they can't be told apart. */
  behaviours: number;
  distinction?: Distinction;
}

/** Put plausible patches in order: by what they are, then by what they do on other inputs. */
export async function compare(
  { worker, goal }: Pick<Prepared, "worker" | "goal">,
  plausible: readonly Plausible[],
  setting: Setting,
  isOverfit: (found: Plausible) => boolean,
): Promise<Compared> {
  const first = rankPlausible(plausible, setting, isOverfit);
  const probe = await observe(worker, first, goal, firstBudget(goal) * 10);
  const ranked = rankByBehaviour(first, setting, probe);
  const distinction = distinguish(probe, ranked);
  const outputs = ranked.flatMap((one) => (one.outputs ? [one.outputs.join("\0")] : []));
  const behaviours = probe.inputs.length > 0 ? new Set(outputs).size : ranked.length;
  return { ranked, behaviours, ...(distinction && { distinction }) };
}
