import type { Engine } from "../engine-context.ts";
import type { RunStatus, WireError } from "../model.ts";
import type { LiveRun } from "./live-run.ts";

export const lifecycleEvents = {
  finished: "inngest/function.finished",
  failed: "inngest/function.failed",
  cancelled: "inngest/function.cancelled",
  invoked: "inngest/function.invoked",
  scheduled: "inngest/scheduled.timer",
} as const;

/** Runs of functions that listen to these ends tell theirs to nobody, or the events would never cease. */
const silencing: Record<string, string[]> = {
  [lifecycleEvents.finished]: [lifecycleEvents.finished, lifecycleEvents.failed, lifecycleEvents.cancelled],
  [lifecycleEvents.failed]: [lifecycleEvents.finished, lifecycleEvents.failed, lifecycleEvents.cancelled],
  [lifecycleEvents.cancelled]: [lifecycleEvents.cancelled],
};

/** What a run ended with. */
export type Outcome =
  | { status: Extract<RunStatus, "Completed">; result: string }
  | { status: Extract<RunStatus, "Failed" | "Cancelled">; error: WireError };

/** Tells the end of a run to whoever listens: a function with that trigger, a run that waits for it. */
export function emitEnd(engine: Engine, run: LiveRun, outcome: Outcome): void {
  const event = run.events[0]?.event;
  if (!event) return;
  const named: string[] = [lifecycleEvents.finished];
  if (outcome.status === "Failed") named.push(lifecycleEvents.failed);
  if (outcome.status === "Cancelled") named.push(lifecycleEvents.cancelled);
  const silenced = silencing[event.name] ?? [];
  const heard = named.filter((name) => !silenced.includes(name) && isHeard(engine, name));
  if (heard.length === 0) return;
  const { id, functionId, parent } = run.record;
  const data = {
    function_id: functionId,
    run_id: id,
    event,
    events: run.events.map((stored) => stored.event),
    ...(outcome.status === "Completed"
      ? { result: JSON.parse(outcome.result) as unknown }
      : { error: { error: outcome.error.message, ...outcome.error } }),
    ...(parent ? { correlation_id: `${parent.runId}.${parent.stepId}` } : {}),
    _inngest: { status: outcome.status },
  };
  for (const name of heard) engine.emit(name, data, name === lifecycleEvents.finished ? undefined : id);
}

const isHeard = (engine: Engine, name: string): boolean =>
  engine.registry.matching(name).length > 0 ||
  engine.runs.waitingFor(name).length > 0 ||
  engine.runs.cancelledBy(name).length > 0;
