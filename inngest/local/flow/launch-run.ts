import type { Engine } from "../engine-context.ts";
import { keyOf } from "../expression/expression.ts";
import type { StoredEvent } from "../model.ts";
import type { RegisteredFunction } from "../registry/registry.ts";
import { cancelRun } from "../runs/finish-run.ts";
import type { LiveRun } from "../runs/live-run.ts";
import { startRun } from "../runs/start-run.ts";

/** Starts a run unless the function is a singleton whose run is still going; `cancel` mode ends that one instead. */
export function launchRun(
  engine: Engine,
  definition: RegisteredFunction,
  events: StoredEvent[],
): LiveRun | undefined {
  const { singleton } = definition;
  if (!singleton) return startRun(engine, definition, events);
  const singletonKey = `${definition.id}:${keyOf(singleton.key, { event: events[0]?.event })}`;
  const running = engine.runs.singleton(singletonKey);
  if (running && singleton.mode === "skip") return undefined;
  if (running) cancelRun(engine, running, "function cancelled: a newer run of the singleton started");
  return startRun(engine, definition, events, { singletonKey });
}
