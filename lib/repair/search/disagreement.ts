import type { Prepared } from "../prepare.ts";
import type { OnProgress, Patch } from "../result.ts";
import type { Ranked } from "./rank.ts";
import type { SearchState } from "./run-candidates.ts";

/** How many different plausible patches there are: more than one means the tests don't decide between them. */
export async function compare(
  _prepared: Prepared,
  ranked: readonly Ranked[],
  _state: SearchState,
  onProgress: OnProgress,
): Promise<Patch["disagreement"]> {
  if (ranked.length < 2) return undefined;
  onProgress({
    kind: "progress",
    stage: "compare",
    message: `${ranked.length} plausible patches`,
    plausible: ranked.length,
  });
  return { patches: ranked.length, inputs: [] };
}
