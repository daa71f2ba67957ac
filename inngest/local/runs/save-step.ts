import type { Engine } from "../engine-context.ts";
import { limits } from "../limits.ts";
import type { WireError } from "../model.ts";
import { type LiveRun, putStep, touchRun } from "./live-run.ts";

interface SavedStep {
  id: string;
  op: string;
  name: string;
  /** JSON text of what the SDK gets back. */
  memo: string;
}

/** Saves the outcome of a step; the first outcome counts, a later one for the same step is ignored. */
export function saveStep(engine: Engine, run: LiveRun, { id, op, name, memo }: SavedStep): void {
  const { record } = run;
  if (run.steps.has(id)) return;
  const step = { id, op, name, memo, position: run.steps.size, savedAt: engine.clock.now() };
  run.steps.set(id, step);
  run.stateSize += Buffer.byteLength(memo);
  putStep(engine, record.id, step);
  if (record.pending.includes(id)) {
    record.pending = record.pending.filter((pending) => pending !== id);
    touchRun(engine, run);
  }
}

/** The memo of a step's result. A result that is too large becomes an error that the function can catch. */
export function dataMemo(data: unknown): string {
  const text = JSON.stringify(data ?? null);
  if (Buffer.byteLength(text) <= limits.output) return `{"data":${text}}`;
  return errorMemo({
    name: "StepOutputTooLarge",
    message: `the output of the step is larger than ${limits.output} bytes; store it elsewhere and return where`,
  });
}

export const errorMemo = (error: WireError): string => JSON.stringify({ error });
