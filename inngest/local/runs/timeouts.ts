import type { Engine } from "../engine-context.ts";
import { cancelRun } from "./finish-run.ts";
import { type LiveRun, setRunTimer } from "./live-run.ts";

/**
 * Puts a function's timeouts on the clock: `start` counts from the creation of the run to its first call,
 * `finish` from its first call to its end. Either cancels the run. Called again when the run starts.
 */
export function armTimeouts(engine: Engine, run: LiveRun): void {
  const { record } = run;
  const timeouts = engine.registry.functions.get(record.functionId)?.timeouts;
  if (!timeouts) return;
  const [from, allowed, what] =
    record.startedAt === undefined
      ? [record.createdAt, timeouts.start, "start"]
      : [record.startedAt, timeouts.finish, "finish"];
  run.timers.get("timeout")?.cancel();
  if (!allowed) return;
  setRunTimer(engine, run, "timeout", from + allowed, () =>
    cancelRun(engine, run, `function cancelled: it did not ${what} within ${allowed} ms`),
  );
}
