import type { Engine } from "../engine-context.ts";
import { compileExpression } from "../expression/expression.ts";
import { throttledStart } from "../flow/throttle.ts";
import { newUlid } from "../ids.ts";
import { limits } from "../limits.ts";
import type { Job, RunRecord, StepRecord, StoredEvent } from "../model.ts";
import type { RegisteredFunction } from "../registry/registry.ts";
import { addJob } from "./jobs.ts";
import { type LiveRun, liveRun, putStep, touchRun } from "./live-run.ts";
import { armTimeouts } from "./timeouts.ts";

/** Where a run comes from, and what it starts with. */
export interface Start extends Pick<RunRecord, "parent" | "retryOf" | "fromStep" | "singletonKey"> {
  /** Steps whose outcomes it takes over from the run it repeats. */
  kept?: StepRecord[];
  /** The step that is called first, with replaced input, instead of the function from its beginning. */
  planned?: Pick<Job, "stepId" | "name" | "input">;
}

/** Starts a run of a function on one event, or on a batch of them. It is called once it is stored. */
export function startRun(
  engine: Engine,
  definition: RegisteredFunction,
  events: StoredEvent[],
  { kept = [], planned, ...origin }: Start = {},
): LiveRun {
  const now = engine.clock.now();
  const variables = { event: events[0]?.event };
  const record: RunRecord = {
    id: newUlid(now),
    functionId: definition.id,
    status: "Queued",
    createdAt: now,
    eventKeys: events.map(({ key }) => key),
    order: now - priorityOf(definition, variables) * 1000,
    cancellations: definition.cancel.map((rule) => ({
      event: rule.event,
      expression: rule.if ?? undefined,
      expiresAt: now + rule.timeout,
    })),
    jobs: [],
    waits: [],
    pending: [],
    parallel: false,
    requestVersion: -1,
    ...origin,
  };
  const run = liveRun(record, events, kept);
  engine.runs.add(run);
  for (const { key } of events) linkEvent(engine, record.id, key);
  for (const step of kept) putStep(engine, record.id, step);
  touchRun(engine, run);
  armTimeouts(engine, run);
  const dueAt = Math.max(throttledStart(engine, definition, variables), plannedStart(events));
  addJob(engine, run, planned ? { kind: "step", ...planned, dueAt } : { kind: "discover", dueAt });
  return run;
}

/** An event dated in the future starts its run then; a batch starts when it is full. */
const plannedStart = (events: StoredEvent[]): number =>
  events.length === 1 ? (events[0]?.event.ts ?? 0) : 0;

function linkEvent(engine: Engine, runId: string, eventId: string): void {
  const id = `${runId}/${eventId}`;
  engine.journal.put("run_events", id, () => ({ id, run_id: runId, event_id: eventId }));
}

function priorityOf({ priority }: RegisteredFunction, variables: Record<string, unknown>): number {
  if (!priority?.run) return 0;
  const value = compileExpression(priority.run).value(variables);
  if (typeof value !== "number" || !Number.isInteger(value)) return 0;
  return Math.min(limits.priority, Math.max(-limits.priority, value));
}
