import { describeError } from "../describe-error.ts";
import type { Engine } from "../engine-context.ts";
import { day } from "../limits.ts";

const pruneEvery = 60_000;
const maintainEvery = 10 * 60_000;
const defaultAge = 7 * day;
const defaultRuns = 50_000;
const defaultEvents = 100_000;

/** Keeps the store from growing: deletes what is over and old, and lets the database give the space back. */
export function startUpkeep(engine: Engine): { close(): void } {
  const timers = [
    setInterval(() => void attempt(engine, () => pruneStore(engine)), pruneEvery),
    setInterval(() => void attempt(engine, () => engine.store.maintain()), maintainEvery),
  ];
  for (const timer of timers) timer.unref();
  return {
    close() {
      for (const timer of timers) clearInterval(timer);
    },
  };
}

/** Deletes what is beyond the retention. */
async function pruneStore(engine: Engine): Promise<void> {
  const { age = defaultAge, runs = defaultRuns, events = defaultEvents } = engine.options.retention ?? {};
  const now = engine.clock.now();
  const retention = { before: now - age, keepRuns: runs, keepEvents: events, now };
  await engine.store.prune(retention, () => !engine.closed);
}

async function attempt(engine: Engine, action: () => Promise<unknown>): Promise<void> {
  try {
    await action();
  } catch (error) {
    engine.log.error({ error: describeError(error) }, "the upkeep of the store failed");
  }
}
