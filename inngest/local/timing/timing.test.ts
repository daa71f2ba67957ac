import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { retryAfter, retryDelay } from "./backoff.ts";
import { parseCron } from "./cron.ts";
import { dueAt, parseDuration } from "./durations.ts";
import { createEngineClock } from "./engine-clock.ts";
import { Heap } from "./heap.ts";
import { Timers } from "./timers.ts";

test.each([
  ["500ms", 500],
  ["1s", 1000],
  ["1h30m", 5_400_000],
  ["7d", 604_800_000],
  ["1.5s", 1500],
  ["2w1d", 1_296_000_000],
  ["250", 250],
  ["soon", undefined],
  ["", undefined],
  ["5 minutes", undefined],
  ["-5s", undefined],
])("the duration %j is %j ms", (text, expected) => {
  expect(parseDuration(text)).toBe(expected);
});

test("a moment is named by a duration or a date", () => {
  expect(dueAt("2s", 1000)).toBe(3000);
  expect(dueAt("2026-01-01T00:00:00.000Z", 1000)).toBe(Date.UTC(2026, 0, 1));
  expect(dueAt("never", 1000)).toBeUndefined();
});

describe("retries", () => {
  test("wait as Inngest's table says, with a jitter of less than 30 s", () => {
    const delays = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 40].map(
      (attempt) => retryDelay(attempt, undefined, () => 0) / 1000,
    );
    expect(delays).toEqual([15, 30, 60, 120, 300, 600, 1200, 2400, 3600, 7200, 7200]);
    expect(retryDelay(0, undefined, () => 0.999)).toBeLessThan(45_000);
    expect(retryDelay(9, 50)).toBe(50);
  });

  test("follow Retry-After in seconds or as a date, within 1 s and 24 h", () => {
    expect(retryAfter("4", 0)).toBe(4000);
    expect(retryAfter("0", 0)).toBe(1000);
    expect(retryAfter("999999", 0)).toBe(86_400_000);
    expect(retryAfter("1970-01-01T00:01:00.000Z", 10_000)).toBe(50_000);
    expect(retryAfter("later", 0)).toBeUndefined();
  });
});

describe("cron", () => {
  const next = (text: string, after: string) =>
    new Date(parseCron(text).next(Date.parse(after)) ?? 0).toISOString();

  test("is UTC unless it names a time zone", () => {
    expect(next("0 12 * * *", "2026-07-01T00:00:00Z")).toBe("2026-07-01T12:00:00.000Z");
    expect(next("TZ=Europe/Berlin 0 12 * * *", "2026-07-01T00:00:00Z")).toBe("2026-07-01T10:00:00.000Z");
    expect(next("TZ=Europe/Berlin 0 12 * * *", "2026-12-01T00:00:00Z")).toBe("2026-12-01T11:00:00.000Z");
  });

  test("fires at the next full minute, strictly later", () => {
    expect(next("* * * * *", "2026-01-01T00:00:00Z")).toBe("2026-01-01T00:01:00.000Z");
  });

  test.each([
    ["5/20 * * * *", "2026-01-01T00:06:00Z", "2026-01-01T00:25:00.000Z"],
    ["0,30 9-17 * * MON-FRI", "2026-01-02T17:31:00Z", "2026-01-05T09:00:00.000Z"],
    ["0 0 ? JAN *", "2026-01-31T12:00:00Z", "2027-01-01T00:00:00.000Z"],
    // Of two restricted days either counts, as cron has it.
    ["0 0 13 * 5", "2026-01-10T00:00:00Z", "2026-01-13T00:00:00.000Z"],
    ["0 0 29 2 *", "2026-01-01T00:00:00Z", "2028-02-29T00:00:00.000Z"],
    ["@daily", "2026-01-01T00:00:01Z", "2026-01-02T00:00:00.000Z"],
    ["TZ=Asia/Tokyo @daily", "2026-01-01T00:00:01Z", "2026-01-01T15:00:00.000Z"],
    ["@every 90s", "2026-01-01T00:00:00Z", "2026-01-01T00:01:30.000Z"],
    // Berlin skips 02:00–03:00 on 29 March 2026 and has it twice on 25 October.
    ["TZ=Europe/Berlin 30 2 * * *", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00.000Z"],
    ["TZ=Europe/Berlin 30 2 * * *", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00.000Z"],
    ["TZ=Europe/Berlin 30 2 * * *", "2026-10-25T00:00:00Z", "2026-10-25T00:30:00.000Z"],
    ["TZ=Europe/Berlin 30 2 * * *", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00.000Z"],
    ["TZ=Europe/Berlin */30 * * * *", "2026-10-25T00:30:00Z", "2026-10-25T01:00:00.000Z"],
    ["CRON_TZ=America/New_York 0 9 * * *", "2026-07-01T00:00:00Z", "2026-07-01T13:00:00.000Z"],
  ])("%s fires after %s at %s", (text, after, expected) => {
    expect(next(text, after)).toBe(expected);
  });

  test("a schedule that never comes has no next firing", () => {
    expect(parseCron("0 0 31 2 *").next(0)).toBeUndefined();
  });

  test.each([
    "",
    "61 * * * *",
    "* * *",
    "* * * * * *",
    "0 0 L * *",
    "0 9 * * MON#1",
    "0 22-2 * * *",
    "*/0 * * * *",
    "-1 * * * *",
    "TZ=Mars/Olympus * * * * *",
    "TZ=UTC",
    "@every soon",
    "@every 10ms",
    "@fortnightly",
    "whenever",
  ])("%j is refused", (text) => {
    expect(() => parseCron(text)).toThrow(/is not valid/);
  });
});

test("a heap gives its items back in order and drops what it no longer should keep", () => {
  const heap = new Heap<number>((a, b) => a - b);
  for (const item of [5, 3, 9, 1, 7, 3]) heap.push(item);
  heap.keep((item) => item !== 9);
  expect(heap.size).toBe(5);
  expect([heap.pop(), heap.pop(), heap.peek(), heap.pop(), heap.pop(), heap.pop(), heap.pop()]).toEqual([
    1,
    3,
    3,
    3,
    5,
    7,
    undefined,
  ]);
});

test("the engine's clock follows the wall clock forward and never runs back", () => {
  const time = { wall: 1000, monotonic: 0 };
  const clock = createEngineClock(
    () => time.wall,
    () => time.monotonic,
  );
  const advance = (wall: number, monotonic: number) => {
    Object.assign(time, { wall, monotonic });
    return clock.now();
  };
  expect(advance(1100, 100)).toBe(1100);
  expect(advance(9000, 200)).toBe(9000);
  expect(advance(500, 300)).toBe(9100);
  expect(advance(600, 400)).toBe(9190);
  expect(advance(20_000, 500)).toBe(20_000);
  // A second ahead of a wall clock that was set back, the two meet ten seconds later.
  expect(advance(19_000, 500)).toBe(20_000);
  expect(advance(24_000, 5500)).toBe(24_500);
  expect(advance(29_000, 10_500)).toBe(29_000);
});

describe("timers", () => {
  const errors: unknown[] = [];
  const timers = { current: new Timers({ now: Date.now }, (error) => errors.push(error)) };

  beforeEach(() => {
    vi.useFakeTimers();
    timers.current = new Timers({ now: Date.now }, (error) => errors.push(error));
  });

  afterEach(() => {
    timers.current.close();
    vi.useRealTimers();
  });

  test("happen in the order of their moments, never early, and not when cancelled", () => {
    const happened: string[] = [];
    const start = Date.now();
    timers.current.at(start + 5000, () => happened.push("late"));
    timers.current.at(start + 100, () => happened.push("early"));
    timers.current.at(start + 200, () => happened.push("cancelled")).cancel();
    vi.advanceTimersByTime(99);
    expect(happened).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(happened).toEqual(["early"]);
    vi.advanceTimersByTime(4900);
    expect(happened).toEqual(["early", "late"]);
  });

  test("notice a clock that jumps forward within a second", () => {
    const happened: string[] = [];
    timers.current.at(Date.now() + 3_600_000, () => happened.push("due"));
    vi.setSystemTime(Date.now() + 3_600_000);
    vi.advanceTimersByTime(1000);
    expect(happened).toEqual(["due"]);
  });

  test("go on after an action that throws, and thousands of cancelled ones are swept", () => {
    const happened: string[] = [];
    timers.current.at(Date.now(), () => {
      throw new Error("broken action");
    });
    timers.current.at(Date.now() + 1, () => happened.push("next"));
    for (let i = 0; i < 3000; i++) timers.current.at(Date.now() + 86_400_000, () => {}).cancel();
    vi.advanceTimersByTime(10);
    expect(happened).toEqual(["next"]);
    expect(errors).toHaveLength(1);
  });
});
