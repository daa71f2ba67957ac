import type { Engine } from "../engine-context.ts";
import { resumeWait } from "./waits.ts";

/** Wakes the run that waits for a signal and returns its id once that is stored; `undefined` when none waits. */
export async function sendSignal(engine: Engine, signal: string, data: unknown): Promise<string | undefined> {
  const waiting = engine.runs.waitingForSignal(signal);
  if (!waiting) return undefined;
  const memo = JSON.stringify({ data: { signal, data: data ?? null } });
  resumeWait(engine, waiting.run, waiting.wait, memo);
  await engine.journal.sync();
  return waiting.run.record.id;
}
