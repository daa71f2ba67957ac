import type { Engine } from "../engine-context.ts";
import type { RunRecord } from "../model.ts";
import { addDiscovery } from "./jobs.ts";
import { type LiveRun, touchRun } from "./live-run.ts";

/** Version of the SDK's protocol from which the steps of a parallel group are waited for together. */
const joiningVersion = 2;

/** Whether a parallel group counts as one: not with `optimizeParallelism: false`, which answers version 1. */
export const joinsGroups = ({ requestVersion }: RunRecord): boolean => requestVersion >= joiningVersion;

/**
 * Goes on after a step was saved: replays the function unless steps of its parallel group are still pending.
 * In race mode it is replayed at once.
 */
export function advanceRun(engine: Engine, run: LiveRun, race = false): void {
  const { record } = run;
  if (record.pending.length === 0) {
    if (joinsGroups(record)) record.parallel = false;
    touchRun(engine, run);
  } else if (!race) {
    return;
  }
  addDiscovery(engine, run, engine.clock.now());
}
