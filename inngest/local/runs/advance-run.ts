import type { Engine } from "../engine-context.ts";
import { addDiscovery } from "./jobs.ts";
import { type LiveRun, touchRun } from "./live-run.ts";

/**
 * Goes on after a step was saved: replays the function unless steps of its parallel group are still pending.
 * In race mode it is replayed at once.
 */
export function advanceRun(engine: Engine, run: LiveRun, race = false): void {
  const { record } = run;
  if (record.pending.length === 0) {
    record.parallel = false;
    touchRun(engine, run);
  } else if (!race) {
    return;
  }
  addDiscovery(engine, run, engine.clock.now());
}
