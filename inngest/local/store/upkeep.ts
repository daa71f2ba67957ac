import { describeError } from "../describe-error.ts";
import type { Engine } from "../engine-context.ts";
import { day } from "../limits.ts";

const lookEvery = 60_000;
/** Rows written, or time, after which the space of outdated ones is given back: what grows in between is bounded by it. */
const maintainAfter = { rows: 50_000, time: 10 * 60_000 };
const defaultAge = 7 * day;
const defaultRuns = 50_000;
const defaultEvents = 100_000;

/** Keeps the store from growing: deletes what is over and old, and lets the database give the space back. */
export function startUpkeep(engine: Engine): { close(): void } {
  let maintained = { rows: 0, time: performance.now() };
  const look = async () => {
    await pruneStore(engine);
    const now = { rows: engine.journal.written, time: performance.now() };
    const isDue =
      now.rows - maintained.rows >= maintainAfter.rows || now.time - maintained.time >= maintainAfter.time;
    if (!isDue || engine.closed) return;
    maintained = now;
    await engine.store.maintain();
  };
  const timer = setInterval(() => void attempt(engine, look), lookEvery);
  timer.unref();
  return { close: () => clearInterval(timer) };
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
