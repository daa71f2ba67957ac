import { expect, test } from "vitest";
import type { Engine } from "../engine-context.ts";
import type { RegisteredFunction } from "../registry/registry.ts";
import { Counters } from "./counters.ts";
import { withinRateLimit } from "./rate-limit.ts";
import { throttledStart } from "./throttle.ts";

/** What the two algorithms use of an engine, with a clock the test sets. */
function engineAt(start: number) {
  const time = { now: start };
  const counters = new Counters({ put() {} } as unknown as Engine["journal"]);
  return { time, engine: { clock: { now: () => time.now }, counters } as unknown as Engine };
}
const start = 1_700_000_000_000;
const event = (data: Record<string, unknown>) => ({
  key: "k",
  receivedAt: 0,
  event: { id: "k", name: "e", data, user: {}, ts: 0 },
});
const limited = (limit: number, period: number, key?: string) =>
  ({ id: "f", rateLimit: { limit, period, key } }) as unknown as RegisteredFunction;

test.each([
  [1, 1],
  [2, 1],
  [9, 1],
  [10, 2],
  [25, 3],
])("of a rate limit of %i, %i pass at once", (limit, passes) => {
  const { engine } = engineAt(start);
  const results = Array.from({ length: 30 }, () =>
    withinRateLimit(engine, limited(limit, 60_000), event({})),
  );
  expect(results.filter(Boolean)).toHaveLength(passes);
});

test("a rate limit lets one pass every period / limit, and what it dropped costs nothing", () => {
  const { engine, time } = engineAt(start);
  const passed: number[] = [];
  for (let second = 0; second <= 60; second++) {
    time.now = start + second * 1000;
    if (withinRateLimit(engine, limited(4, 60_000), event({}))) passed.push(second);
  }
  expect(passed).toEqual([0, 15, 30, 45, 60]);
});

test("a rate limit counts each value of its key apart, and nothing where it is missing or false", () => {
  const { engine } = engineAt(start);
  const pass = (data: Record<string, unknown>, key = "event.data.k") =>
    withinRateLimit(engine, limited(1, 60_000, key), event(data));
  expect([pass({ k: "a" }), pass({ k: "a" }), pass({ k: "b" })]).toEqual([true, false, true]);
  expect([pass({ k: null }), pass({ k: null })]).toEqual([true, false]);
  expect([pass({ k: { x: 1, y: 2 } }), pass({ k: { y: 2, x: 1 } })]).toEqual([true, false]);
  expect([pass({}), pass({}), pass({ k: false }), pass({ k: false })]).toEqual([true, true, true, true]);
});

test("a throttle spaces starts by period / limit, lets its burst go first, and keys apart", () => {
  const { engine, time } = engineAt(start);
  const throttle = { limit: 2, period: 10_000, burst: 3, key: "event.data.k" };
  const startOf = (k: string) =>
    throttledStart(engine, { id: "f", throttle } as unknown as RegisteredFunction, {
      event: { data: { k } },
    }) - start;
  expect([1, 2, 3, 4, 5].map(() => startOf("a"))).toEqual([0, 0, 0, 5000, 10_000]);
  expect(startOf("b")).toBe(0);
  time.now = start + 60_000;
  expect(startOf("a")).toBe(60_000);
});
