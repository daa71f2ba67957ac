import type { Engine } from "../engine-context.ts";
import { limits } from "../limits.ts";
import type { WireError } from "../model.ts";
import { startDeferred } from "./defers.ts";
import { emitEnd, type Outcome } from "./lifecycle-events.ts";
import { type LiveRun, runRow } from "./live-run.ts";
import { canBecome } from "./run-states.ts";
import { errorMemo } from "./save-step.ts";
import { resumeWait } from "./waits.ts";

/** Ends a run: nothing more is owed to it, the run that invoked it goes on, listeners are told. */
function finishRun(engine: Engine, run: LiveRun, outcome: Outcome): void {
  const { record } = run;
  if (!canBecome(record.status, outcome.status)) return;
  engine.runs.remove(run);
  for (const timer of run.timers.values()) timer.cancel();
  run.timers.clear();
  record.status = outcome.status;
  record.endedAt = engine.clock.now();
  record.jobs = [];
  record.waits = [];
  record.pending = [];
  const output = outcome.status === "Completed" ? outcome.result : JSON.stringify(outcome.error);
  engine.journal.put("runs", record.id, () => runRow(record, output));
  resumeParent(engine, run, outcome);
  emitEnd(engine, run, outcome);
  startDeferred(engine, run);
}

/** Completes a run with the JSON text of its result, or fails it when that is too large. */
export function completeRun(engine: Engine, run: LiveRun, result: string): void {
  if (Buffer.byteLength(result) <= limits.output) {
    finishRun(engine, run, { status: "Completed", result });
    return;
  }
  const message = `the output of the function is larger than ${limits.output} bytes`;
  failRun(engine, run, { name: "FunctionOutputTooLarge", message });
}

export function failRun(engine: Engine, run: LiveRun, error: WireError): void {
  finishRun(engine, run, { status: "Failed", error });
}

/**
 * Cancels a run: requests that are open for it are closed, so the app can stop its work, and what they would
 * have answered is discarded.
 */
export function cancelRun(engine: Engine, run: LiveRun, reason = "function cancelled"): void {
  const calls = [...run.calls.values()];
  finishRun(engine, run, { status: "Cancelled", error: { name: "Error", message: reason } });
  for (const { abort } of calls) abort.abort();
}

function resumeParent(engine: Engine, run: LiveRun, outcome: Outcome): void {
  const { parent } = run.record;
  const waiting = parent && engine.runs.get(parent.runId);
  const wait = waiting?.record.waits.find(({ stepId }) => stepId === parent?.stepId);
  if (!waiting || !wait) return;
  const memo = outcome.status === "Completed" ? `{"data":${outcome.result}}` : errorMemo(outcome.error);
  resumeWait(engine, waiting, wait, memo);
}
