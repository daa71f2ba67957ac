import { z } from "zod";
import type { Engine } from "../engine-context.ts";
import { sha1 } from "../ids.ts";
import type { StepRecord } from "../model.ts";
import { eventRow, type LiveRun } from "./live-run.ts";
import { loadRun } from "./read-runs.ts";
import { isFinal } from "./run-states.ts";
import { type Start, startRun } from "./start-run.ts";

export const retryOptions = z.strictObject({
  /** Id of a step, in the function's or in the SDK's hashed form, or its display name. */
  from_step: z.string().min(1).optional(),
  /** Arguments in place of those after the body in `step.run(id, body, ...input)`. */
  input: z.array(z.unknown()).optional(),
});

export type RetryOptions = z.infer<typeof retryOptions>;

export type RetryResult = { runId: string } | { problem: string };

/**
 * Runs the function of a finished run again, on the same events, as a new run: from its beginning, or from one
 * of its steps, with the outcomes of the steps that were finished before that one. `undefined`: no such run.
 */
export async function retryRun(
  engine: Engine,
  id: string,
  options: RetryOptions = {},
): Promise<RetryResult | undefined> {
  const run = await loadRun(engine, id);
  if (!run) return undefined;
  if (!isFinal(run.record.status)) return { problem: `the run ${id} has not ended yet` };
  const definition = engine.registry.functions.get(run.record.functionId);
  if (!definition) return { problem: `the function ${run.record.functionId} is not registered` };
  if (run.events.length === 0) return { problem: `the event of the run ${id} is no longer kept` };
  const start = startFrom(run, options);
  if ("problem" in start) return start;
  const again = startRun(engine, definition, run.events, start);
  // Stored once more: the retention may be about to delete them with the run that had them.
  for (const event of run.events) engine.journal.put("events", event.key, () => eventRow(event));
  await engine.journal.sync();
  return { runId: again.record.id };
}

function startFrom(run: LiveRun, { from_step: from, input }: RetryOptions): Start | { problem: string } {
  const retryOf = run.record.id;
  if (from === undefined) {
    return input ? { problem: "an input needs the step it is for (from_step)" } : { retryOf };
  }
  const step = findStep(run, from);
  if (!step) return { problem: `the run ${retryOf} has no finished step "${from}"; it has ${names(run)}` };
  if (input && !takesInput.has(step.op)) {
    return { problem: `the step "${step.name}" takes no input: only the body of a step.run does` };
  }
  return {
    retryOf,
    fromStep: step.id,
    kept: [...run.steps.values()].filter(({ position }) => position < step.position),
    planned: input && { stepId: step.id, name: step.name, input },
  };
}

const takesInput = new Set(["StepRun", "Step", "StepFailed", "StepError"]);

function findStep({ steps }: LiveRun, given: string): StepRecord | undefined {
  return steps.get(given) ?? steps.get(sha1(given)) ?? [...steps.values()].find(({ name }) => name === given);
}

const names = ({ steps }: LiveRun): string =>
  steps.size === 0 ? "none" : [...steps.values()].map(({ name }) => `"${name}"`).join(", ");
