import type { Engine } from "../engine-context.ts";
import { admitTimer } from "../flow/admit-event.ts";
import { newUlid } from "../ids.ts";
import { day } from "../limits.ts";
import type { StoredEvent } from "../model.ts";
import { lifecycleEvents } from "../runs/lifecycle-events.ts";
import { eventRow } from "../runs/live-run.ts";
import { type CronSchedule, parseCron } from "../timing/cron.ts";

interface CronTrigger {
  id: string;
  functionId: string;
  cron: string;
  /** Longest random delay of a firing, in milliseconds. */
  jitter: number;
}

/**
 * Puts every cron trigger on the clock that isn't there yet, and takes those off that are no longer registered.
 * Firings missed while the engine was down are made up for once.
 */
export function scheduleCrons(engine: Engine): void {
  const wanted = new Map(cronTriggers(engine).map((trigger) => [trigger.id, trigger]));
  for (const [id, timer] of engine.crons) {
    if (wanted.has(id)) continue;
    timer.cancel();
    engine.crons.delete(id);
    remember(engine, id, engine.clock.now(), 0);
  }
  for (const [id, trigger] of wanted) if (!engine.crons.has(id)) arm(engine, trigger);
}

function cronTriggers(engine: Engine): CronTrigger[] {
  return [...engine.registry.functions.values()].flatMap(({ id: functionId, triggers }) =>
    triggers.flatMap(({ cron, jitter }) =>
      cron === undefined ? [] : [{ id: `cron:${functionId}:${cron}`, functionId, cron, jitter: jitter ?? 0 }],
    ),
  );
}

function arm(engine: Engine, trigger: CronTrigger): void {
  const schedule = parseCron(trigger.cron);
  const now = engine.clock.now();
  const coming = schedule.next(now);
  const stored = engine.counters.get(trigger.id, now)?.at;
  // A stored firing later than the coming one is from a clock that was ahead.
  const next = stored !== undefined && stored < (coming ?? Number.POSITIVE_INFINITY) ? stored : coming;
  if (next === undefined) return;
  remember(engine, trigger.id, next);
  const fireAt = next + Math.floor(Math.random() * trigger.jitter);
  const timer = engine.timers.at(fireAt, () => fire(engine, trigger, schedule, next, fireAt));
  engine.crons.set(trigger.id, timer);
}

function fire(
  engine: Engine,
  trigger: CronTrigger,
  schedule: CronSchedule,
  scheduledAt: number,
  fireAt: number,
): void {
  engine.crons.delete(trigger.id);
  if (engine.closed) return;
  const now = engine.clock.now();
  const next = schedule.next(Math.max(now, scheduledAt));
  if (next === undefined) remember(engine, trigger.id, now, 0);
  else remember(engine, trigger.id, next);
  const definition = engine.registry.functions.get(trigger.functionId);
  if (definition) admitTimer(engine, definition, timerEvent(engine, trigger.cron, scheduledAt, fireAt));
  arm(engine, trigger);
}

/** Keeps the next firing, for long, because a schedule may fire once a year. */
function remember(engine: Engine, id: string, next: number, keep = 400 * day): void {
  const now = engine.clock.now();
  engine.counters.set({ id, kind: "cron", at: next }, Math.max(now, next) + keep, now);
}

function timerEvent(engine: Engine, cron: string, scheduledAt: number, fireAt: number): StoredEvent {
  const now = engine.clock.now();
  const key = newUlid(now);
  const [scheduled, fires] = [new Date(scheduledAt).toISOString(), new Date(fireAt).toISOString()];
  const data = { cron, scheduledAt: scheduled, fireAt: fires };
  const event = { id: scheduled, name: lifecycleEvents.scheduled, data, user: {}, ts: scheduledAt };
  const stored = { key, receivedAt: now, event };
  engine.journal.put("events", key, () => eventRow(stored));
  return stored;
}
