import { limits } from "../limits.ts";
import type { WireError } from "../model.ts";
import type { LiveRun } from "./live-run.ts";

/** Why a run may not go on: it has more steps or larger outputs than allowed. `undefined` when it may. */
export function exceededLimit({ steps, stateSize }: LiveRun): WireError | undefined {
  if (steps.size > limits.steps) return tooManySteps;
  if (stateSize <= limits.state) return undefined;
  return {
    name: "StateTooLarge",
    message: `the outputs of the run's steps are larger than ${limits.state} bytes`,
  };
}

export const tooManySteps: WireError = {
  name: "TooManySteps",
  message: `the run has more than ${limits.steps} steps`,
};
