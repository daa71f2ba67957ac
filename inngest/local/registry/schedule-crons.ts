import type { Engine } from "../engine-context.ts";
import { launchRun } from "../flow/launch-run.ts";
import { newUlid } from "../ids.ts";
import { day } from "../limits.ts";
import type { StoredEvent } from "../model.ts";
import { lifecycleEvents } from "../runs/lifecycle-events.ts";
import { eventRow } from "../runs/live-run.ts";
import { type CronSchedule, parseCron } from "../timing/cron.ts";
import { parseDuration } from "../timing/durations.ts";

/** Puts every cron trigger on the clock that isn't there yet; a firing missed while the engine was down is made up for once. */
export function scheduleCrons(engine: Engine): void {
  for (const definition of engine.registry.functions.values()) {
    for (const trigger of definition.triggers) {
      if (!("cron" in trigger)) continue;
      const id = `cron:${definition.id}:${trigger.cron}`;
      if (!engine.crons.has(id))
        arm(engine, { id, functionId: definition.id, cron: trigger.cron, jitter: trigger.jitter });
    }
  }
}

interface CronTrigger {
  id: string;
  functionId: string;
  cron: string;
  jitter?: string | null;
}

function arm(engine: Engine, trigger: CronTrigger): void {
  const schedule = parseCron(trigger.cron);
  const now = engine.clock.now();
  const next = engine.counters.get(trigger.id, now)?.at ?? schedule.next(now);
  if (next === undefined) return;
  remember(engine, trigger.id, next);
  const delay = Math.floor(Math.random() * (parseDuration(trigger.jitter ?? "") ?? 0));
  engine.crons.add(trigger.id);
  engine.timers.at(next + delay, () => fire(engine, trigger, schedule, next));
}

function fire(engine: Engine, trigger: CronTrigger, schedule: CronSchedule, scheduledAt: number): void {
  engine.crons.delete(trigger.id);
  if (engine.closed) return;
  const definition = engine.registry.functions.get(trigger.functionId);
  const wanted = definition?.triggers.some((known) => "cron" in known && known.cron === trigger.cron);
  if (!definition || !wanted) {
    forget(engine, trigger.id);
    return;
  }
  const next = schedule.next(Math.max(engine.clock.now(), scheduledAt));
  if (next === undefined) forget(engine, trigger.id);
  else remember(engine, trigger.id, next);
  launchRun(engine, definition, [timerEvent(engine, trigger.cron, scheduledAt)]);
  arm(engine, trigger);
}

/** Kept for long, because a schedule may fire once a year. */
function remember(engine: Engine, id: string, next: number): void {
  const now = engine.clock.now();
  engine.counters.set({ id, kind: "cron", count: 0, at: next }, Math.max(now, next) + 400 * day, now);
}

function forget(engine: Engine, id: string): void {
  const now = engine.clock.now();
  engine.counters.set({ id, kind: "cron", count: 0, at: now }, now, now);
}

function timerEvent(engine: Engine, cron: string, scheduledAt: number): StoredEvent {
  const now = engine.clock.now();
  const key = newUlid(now);
  const iso = new Date(scheduledAt).toISOString();
  const data = { cron, scheduledAt: iso, fireAt: iso };
  const event = { id: iso, name: lifecycleEvents.scheduled, data, user: {}, ts: scheduledAt };
  const stored = { key, receivedAt: now, event };
  engine.journal.put("events", key, () => eventRow(stored));
  return stored;
}
