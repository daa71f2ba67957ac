import type { Engine } from "../engine-context.ts";
import { exemptibleKeyOf } from "../expression/expression.ts";
import type { RunRecord, StoredEvent } from "../model.ts";
import type { RegisteredFunction } from "../registry/registry.ts";
import { cancelRun } from "../runs/finish-run.ts";
import type { LiveRun } from "../runs/live-run.ts";
import { startRun } from "../runs/start-run.ts";

/**
 * Starts a run unless the function is a singleton whose run is still going; `cancel` mode ends that one instead.
 * Returns `undefined` when the run was skipped.
 */
export function launchRun(
  engine: Engine,
  definition: RegisteredFunction,
  events: StoredEvent[],
  origin: Pick<RunRecord, "parent"> = {},
): LiveRun | undefined {
  const { singleton } = definition;
  const key = singleton ? exemptibleKeyOf(singleton.key, { event: events[0]?.event }) : undefined;
  if (!singleton || key === undefined) return startRun(engine, definition, events, origin);
  const singletonKey = `${definition.id}:${key}`;
  const running = engine.runs.singleton(singletonKey);
  if (running && singleton.mode === "skip") return undefined;
  if (running) cancelRun(engine, running, "function cancelled: a newer run of the singleton started");
  return startRun(engine, definition, events, { ...origin, singletonKey });
}
