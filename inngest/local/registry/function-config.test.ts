import { describe, expect, test } from "vitest";
import { parseFunctionConfig } from "./function-config.ts";

const config = (more: Record<string, unknown> = {}) => ({
  id: "app-f",
  name: "f",
  triggers: [{ event: "app/go" }],
  steps: { step: { id: "step", name: "step", runtime: { type: "http", url: "http://127.0.0.1:1/api" } } },
  ...more,
});
const parse = (more?: Record<string, unknown>) => parseFunctionConfig(config(more));

/** Every place an expression may stand, with what the message calls it. */
const places: [string, (source: string) => Record<string, unknown>][] = [
  ["triggers.0.expression", (expression) => ({ triggers: [{ event: "a", expression }] })],
  ["cancel.0.if", (source) => ({ cancel: [{ event: "a", if: source }] })],
  ["concurrency.0.key", (key) => ({ concurrency: { limit: 1, key } })],
  ["concurrency.1.key", (key) => ({ concurrency: [{ limit: 1 }, { limit: 1, key }] })],
  ["throttle.key", (key) => ({ throttle: { limit: 1, period: "1s", key } })],
  ["rateLimit.key", (key) => ({ rateLimit: { limit: 1, period: "1s", key } })],
  ["debounce.key", (key) => ({ debounce: { period: "1s", key } })],
  ["batchEvents.key", (key) => ({ batchEvents: { maxSize: 2, timeout: "1s", key } })],
  ["batchEvents.if", (source) => ({ batchEvents: { maxSize: 2, timeout: "1s", if: source } })],
  ["idempotency", (idempotency) => ({ idempotency })],
  ["priority.run", (run) => ({ priority: { run } })],
  ["singleton.key", (key) => ({ singleton: { mode: "skip", key } })],
];

describe("a function is refused by name, field and reason", () => {
  test.each(places)("when the expression at %s is wrong", (place, build) => {
    const message = (source: string) => {
      try {
        return String(parse(build(source)));
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(message("event.data.")).toContain(`function "app-f" can't be registered: ${place}: `);
    expect(message("event.data.")).toContain("expected a field name");
    expect(message("event.data.tags.exists(x, x == 1)")).toContain('macro "exists" is not supported');
    expect(message("data.k")).toContain('the name "data" is unknown');
  });

  test.each([
    [
      "a cron schedule that doesn't parse",
      { triggers: [{ cron: "61 * * * *" }] },
      /triggers\.0\.cron: .*not valid/,
    ],
    [
      "a cron schedule of six fields",
      { triggers: [{ cron: "* * * * * *" }] },
      /triggers\.0\.cron: .*not valid/,
    ],
    ["an unknown time zone", { triggers: [{ cron: "TZ=Mars/Olympus * * * * *" }] }, /triggers\.0\.cron/],
    [
      "a jitter that is no duration",
      { triggers: [{ cron: "* * * * *", jitter: "some" }] },
      /triggers\.0\.jitter/,
    ],
    ["a trigger of neither kind", { triggers: [{}] }, /either an event or a cron/],
    [
      "a trigger of both kinds",
      { triggers: [{ event: "a", cron: "* * * * *" }] },
      /either an event or a cron/,
    ],
    ["the same trigger twice", { triggers: [{ event: "a" }, { event: "a" }] }, /triggers: has one twice/],
    ["three concurrency rules", { concurrency: [{ limit: 1 }, { limit: 2 }, { limit: 3 }] }, /concurrency: /],
    ["a negative concurrency", { concurrency: -1 }, /concurrency\.0\.limit: /],
    ["half a concurrency", { concurrency: 0.5 }, /concurrency\.0\.limit: /],
    ["a scope nobody knows", { concurrency: { limit: 1, scope: "world" } }, /concurrency\.0\.scope: /],
    [
      "a shared limit without a key",
      { concurrency: { limit: 1, scope: "env" } },
      /env or account needs a key/,
    ],
    ["a throttle of nothing", { throttle: { limit: 0, period: "1s" } }, /throttle\.limit: /],
    ["a throttle below a second", { throttle: { limit: 1, period: "10ms" } }, /throttle\.period: must be/],
    ["a rate limit of nothing", { rateLimit: { limit: 0, period: "1s" } }, /rateLimit\.limit: /],
    ["a rate limit over a day", { rateLimit: { limit: 1, period: "25h" } }, /rateLimit\.period: must be/],
    ["a debounce without a period", { debounce: {} }, /debounce\.period: /],
    ["a debounce below a second", { debounce: { period: "999ms" } }, /debounce\.period: must be/],
    ["a debounce over a week", { debounce: { period: "8d" } }, /debounce\.period: must be/],
    ["a period that is no duration", { debounce: { period: "soon" } }, /"soon" is not a duration/],
    ["a batch of one", { batchEvents: { maxSize: 1, timeout: "1s" } }, /batchEvents\.maxSize: /],
    ["a batch of 101", { batchEvents: { maxSize: 101, timeout: "1s" } }, /batchEvents\.maxSize: /],
    [
      "a batch that waits for less than a second",
      { batchEvents: { maxSize: 2, timeout: "1ms" } },
      /batchEvents\.timeout: /,
    ],
    [
      "a batch with a debounce, a priority and a cancellation",
      {
        batchEvents: { maxSize: 2, timeout: "1s" },
        debounce: { period: "1s" },
        priority: { run: "1" },
        cancel: [{ event: "a" }],
      },
      /debounce: can't be combined with batchEvents; priority: .*; cancel: /,
    ],
    ["a singleton of an unknown mode", { singleton: { mode: "wait" } }, /singleton\.mode: /],
    ["six cancellations", { cancel: Array(6).fill({ event: "a" }) }, /cancel: /],
    [
      "a cancellation with a function call",
      { cancel: [{ event: "a", if: "size(async.name) > 1" }] },
      /"size" is not/,
    ],
    ["a timeout that is no duration", { timeouts: { finish: "later" } }, /timeouts\.finish: /],
    [
      "an address of another kind",
      { steps: { step: { runtime: { url: "file:///etc/passwd" } } } },
      /runtime\.url: /,
    ],
    ["no step", { steps: {} }, /runtime URL/],
    ["an endless id", { id: "x".repeat(201) }, /id: /],
    ["an id with a line break", { id: "a\nb" }, /id: has control characters/],
  ])("for %s", (_, more, message) => {
    expect(() => parse(more)).toThrow(message);
  });

  test.each([undefined, null, 7, "f", [], {}])("when it is %j", (given) => {
    expect(() => parseFunctionConfig(given)).toThrow(/can't be registered/);
  });

  test("with everything that is wrong at once", () => {
    expect(() => parse({ idempotency: "(", concurrency: -1 })).toThrow(/concurrency.*idempotency/s);
  });
});

test("concurrency is a number, a rule or two of them; a limit of 0 is none", () => {
  const rules = (concurrency: unknown) => parse({ concurrency }).concurrency;
  expect(rules(3)).toEqual([{ limit: 3, scope: "fn" }]);
  expect(rules({ limit: 1, key: "event.data.k", scope: "account" })).toHaveLength(1);
  expect(rules([{ limit: 2, key: "event.data.k" }, { limit: 4 }])).toMatchObject([
    { limit: 2 },
    { limit: 4 },
  ]);
  expect([rules(0), rules(undefined), rules(null), rules([])]).toEqual([[], [], [], []]);
});

test("durations become milliseconds, retries attempts with Inngest's default and bound", () => {
  expect(parse({ debounce: { period: "1h30m", timeout: "2d" } }).debounce).toMatchObject({
    period: 5_400_000,
    timeout: 172_800_000,
  });
  const attempts = (retries?: { attempts: number }) =>
    parse({ steps: { step: { runtime: { url: "http://127.0.0.1:1/" }, retries } } }).maxAttempts;
  expect([
    attempts(),
    attempts({ attempts: 0 }),
    attempts({ attempts: 20 }),
    attempts({ attempts: 99 }),
  ]).toEqual([4, 1, 21, 21]);
});
