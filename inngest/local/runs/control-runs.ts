import type { Engine } from "../engine-context.ts";
import { cancelRun } from "./finish-run.ts";
import { loadRun } from "./read-runs.ts";
import { isFinal } from "./run-states.ts";
import { startRun } from "./start-run.ts";

/** Cancels a run and resolves once that is stored; open requests to the app are closed. */
export async function cancelRunById(engine: Engine, id: string): Promise<"cancelled" | "over" | "unknown"> {
  const run = engine.runs.get(id);
  if (!run) return (await engine.store.readRun(id)) ? "over" : "unknown";
  cancelRun(engine, run);
  await engine.journal.sync();
  return "cancelled";
}

/** Runs the function of a finished run again, on the same events, as a new run. `undefined`: no such run. */
export async function retryRunById(
  engine: Engine,
  id: string,
): Promise<{ runId: string } | { problem: string } | undefined> {
  const run = await loadRun(engine, id);
  if (!run) return undefined;
  if (!isFinal(run.record.status)) return { problem: `the run ${id} has not ended yet` };
  const definition = engine.registry.functions.get(run.record.functionId);
  if (!definition) return { problem: `the function ${run.record.functionId} is not registered` };
  if (run.events.length === 0) return { problem: `the event of the run ${id} is no longer kept` };
  const again = startRun(engine, definition, run.events, { retryOf: id });
  await engine.journal.sync();
  return { runId: again.record.id };
}
