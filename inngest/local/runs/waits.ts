import type { Engine } from "../engine-context.ts";
import type { Wait } from "../model.ts";
import { advanceRun } from "./advance-run.ts";
import { clearRunTimer, type LiveRun, setRunTimer, touchRun } from "./live-run.ts";
import { errorMemo, saveStep } from "./save-step.ts";

/** Makes a run wait; a wait it has already, or has finished, stays as it is. */
export function addWait(engine: Engine, run: LiveRun, wait: Wait): void {
  if (run.steps.has(wait.stepId) || run.record.waits.some(({ stepId }) => stepId === wait.stepId)) return;
  run.record.waits.push(wait);
  engine.runs.addWait(run, wait);
  touchRun(engine, run);
  armWait(engine, run, wait);
}

/** Puts the end of a wait on the clock. */
export function armWait(engine: Engine, run: LiveRun, wait: Wait): void {
  setRunTimer(engine, run, wait.stepId, wait.dueAt, () => resumeWait(engine, run, wait, memoAtEnd(wait)));
}

/** Ends a wait with what it waited for and lets the run go on. `memo` is JSON text. */
export function resumeWait(engine: Engine, run: LiveRun, wait: Wait, memo: string): void {
  if (engine.closed || !run.record.waits.includes(wait)) return;
  run.record.waits = run.record.waits.filter((candidate) => candidate !== wait);
  engine.runs.removeWait(wait);
  clearRunTimer(run, wait.stepId);
  saveStep(engine, run, { id: wait.stepId, op: opOf[wait.kind], name: wait.name, memo });
  touchRun(engine, run);
  advanceRun(engine, run, wait.race);
}

const opOf: Record<Wait["kind"], string> = {
  sleep: "Sleep",
  event: "WaitForEvent",
  invoke: "InvokeFunction",
  signal: "WaitForSignal",
};

function memoAtEnd(wait: Wait): string {
  if (wait.kind !== "invoke") return "null";
  return errorMemo({
    name: "InngestInvokeTimeoutError",
    message: `the invoked function "${wait.target}" did not finish in time`,
  });
}
