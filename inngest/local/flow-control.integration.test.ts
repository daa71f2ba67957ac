import { type Inngest, referenceFunction } from "inngest";
import { beforeAll, describe, expect, test } from "vitest";
import { Diary, newKey, pause, serveApp, testClient, until } from "./testing/engine-fixture.ts";
import { engineOfFile } from "./testing/engine-of-file.ts";

const diary = new Diary();
let client: Inngest;

type Options = Omit<Parameters<Inngest["createFunction"]>[0], "id" | "triggers">;

const { engine, apps } = engineOfFile();

beforeAll(async () => {
  client = testClient("flow", engine.url);
  const define = (id: string, options: Options, duration = 0) =>
    client.createFunction(
      { id, retries: 0, triggers: { event: `f/${id}` }, ...options },
      async ({ event, events, step }) => {
        const { k } = event.data;
        await step.run("work", async () => {
          diary.note(k, "start", event.data);
          await pause(duration);
          diary.note(k, "end");
        });
        if (event.data.nap) await step.sleep("nap", event.data.nap);
        diary.note(
          k,
          "done",
          events.map(({ data }) => data.n),
        );
      },
    );
  const key = "event.data.k";
  const invoking = client.createFunction(
    { id: "invoking", retries: 0, triggers: { event: "f/invoking" } },
    async ({ event, step }) => {
      const call = (id: string) =>
        step
          .invoke(id, { function: referenceFunction({ functionId: "invoked" }), data: event.data })
          .then(() => "returned")
          .catch((error: Error) => error.message);
      diary.note(event.data.k, "results", [await call("first"), await call("second")]);
    },
  );
  apps.push(
    await serveApp(client, [
      invoking,
      define("by-key", { concurrency: { limit: 1, key: "event.data.tenant" } }, 100),
      define("by-number", { concurrency: 2 }, 100),
      define("sleeping", { concurrency: 1 }),
      define("both", { concurrency: [{ limit: 3 }, { limit: 1, key: "event.data.tenant" }] }, 100),
      define("shared-a", { concurrency: { limit: 1, key, scope: "env" } }, 100),
      define("shared-b", { concurrency: { limit: 1, key, scope: "env" } }, 100),
      define("rate", { rateLimit: { limit: 1, period: "20s", key } }),
      define("invoked", { rateLimit: { limit: 1, period: "20s" } }),
      define("throttle", { throttle: { limit: 1, period: "1s", key } }),
      define("debounce", { debounce: { period: "1s", key } }),
      define("patient", { debounce: { period: "1s", timeout: "2s", key } }),
      define("batch", { batchEvents: { maxSize: 3, timeout: "1s", key } }),
      define("picky", { batchEvents: { maxSize: 2, timeout: "20s", key, if: "event.data.n < 10" } }),
      define("slow-debounce", { debounce: { period: "2s", key } }),
      define("slow-batch", { batchEvents: { maxSize: 9, timeout: "2s", key }, concurrency: 1 }),
      define("once", { idempotency: key }),
      define("once-if", { idempotency: "event.data.order" }),
      define("alone-if", { singleton: { key: "event.data.order", mode: "skip" } }, 300),
      define("start", { concurrency: 1, timeouts: { start: "1s" } }, 1500),
      define("skip", { singleton: { key, mode: "skip" } }),
      define("replace", { singleton: { key, mode: "cancel" } }),
      define("priority", { concurrency: { limit: 1, key }, priority: { run: "event.data.p" } }, 100),
    ]),
  );
});

const send = (name: string, data: Record<string, unknown>[]) =>
  client.send(data.map((one) => ({ name: `f/${name}`, data: one })));

/** The largest number of steps that ran at once. */
function overlap(...keys: string[]): number {
  const changes = keys
    .flatMap((k) => [
      ...diary.entries(k, "start").map(({ at }) => ({ at, by: 1 })),
      ...diary.entries(k, "end").map(({ at }) => ({ at, by: -1 })),
    ])
    .sort((a, b) => a.at - b.at || a.by - b.by);
  let [now, most] = [0, 0];
  for (const { by } of changes) {
    now += by;
    most = Math.max(most, now);
  }
  return most;
}

describe("concurrency", () => {
  test("by key: one at a time within a key, side by side across keys", async () => {
    const [a, b] = [newKey(), newKey()];
    await send(
      "by-key",
      [a, b, a, b, a, b].map((k) => ({ k, tenant: k })),
    );
    await Promise.all([diary.wait(a, "done", 3), diary.wait(b, "done", 3)]);
    expect([overlap(a), overlap(b), overlap(a, b)]).toEqual([1, 1, 2]);
  });

  test("by number: no more than that many of the function", async () => {
    const k = newKey();
    await send(
      "by-number",
      Array.from({ length: 5 }, () => ({ k })),
    );
    await diary.wait(k, "done", 5);
    expect(overlap(k)).toBe(2);
  });

  test("by two rules: both hold", async () => {
    const keys = [newKey(), newKey(), newKey(), newKey()];
    await send(
      "both",
      [...keys, ...keys].map((k) => ({ k, tenant: k })),
    );
    await Promise.all(keys.map((k) => diary.wait(k, "done", 2)));
    expect(keys.map((k) => overlap(k))).toEqual([1, 1, 1, 1]);
    expect(overlap(...keys)).toBeLessThanOrEqual(3);
  });

  test("of the scope env is shared by functions with the same key", async () => {
    const k = newKey();
    for (const name of ["shared-a", "shared-b", "shared-a"]) await send(name, [{ k }]);
    await diary.wait(k, "done", 3);
    expect(overlap(k)).toBe(1);
  });

  test("a sleeping run holds no slot", async () => {
    const [a, b] = [newKey(), newKey()];
    await send("sleeping", [{ k: a, nap: "1s" }]);
    await diary.wait(a, "end");
    await send("sleeping", [{ k: b }]);
    await diary.wait(b, "done");
    expect(diary.all(a, "done")).toEqual([]);
    await diary.wait(a, "done");
  });
});

test("rate limit drops what is too much for a key", async () => {
  const [a, b] = [newKey(), newKey()];
  await send("rate", [{ k: a }, { k: a }, { k: b }]);
  await Promise.all([diary.wait(a, "done"), diary.wait(b, "done")]);
  await pause(100);
  expect(diary.all(a, "done")).toHaveLength(1);
});

test("an invocation beyond the rate limit is an error of the step", async () => {
  const k = newKey();
  await send("invoking", [{ k }]);
  expect(await diary.wait(k, "results")).toEqual(["returned", "invoked function is rate limited"]);
});

test("throttle spaces the starts and drops nothing", async () => {
  const k = newKey();
  const sent = performance.now();
  await send("throttle", [{ k }, { k }]);
  await diary.wait(k, "done", 2);
  // Counted from the sending: the first call may be late, which takes nothing off the second one's wait.
  expect((diary.entries(k, "start")[1]?.at ?? 0) - sent).toBeGreaterThanOrEqual(990);
});

test("debounce runs once, with the last event", async () => {
  const k = newKey();
  for (const n of [1, 2, 3]) await send("debounce", [{ k, n }]);
  expect(await diary.wait(k, "done")).toEqual([3]);
  await pause(200);
  expect(diary.all(k, "done")).toHaveLength(1);
});

test("debounce waits no longer than its timeout, and an older event does not replace a newer one", async () => {
  const [k, late] = [newKey(), newKey()];
  const ts = Date.now();
  await client.send([1, 2].map((n) => ({ name: "f/debounce", data: { k: late, n }, ts: ts - n * 1000 })));
  let n = 0;
  while (diary.all(k, "done").length === 0) {
    await send("patient", [{ k, n: ++n }]);
    await pause(200);
  }
  expect(await diary.wait(late, "done")).toEqual([1]);
});

test("what is held back is still there after a restart, and goes once", async () => {
  const [debounced, batched] = [newKey(), newKey()];
  await send(
    "slow-debounce",
    [1, 2].map((n) => ({ k: debounced, n })),
  );
  await send(
    "slow-batch",
    [1, 2].map((n) => ({ k: batched, n })),
  );
  await engine.restart();
  await send("slow-batch", [{ k: batched, n: 3 }]);
  expect(await diary.wait(debounced, "done")).toEqual([2]);
  await until(() => diary.all<number[]>(batched, "done").flat().length === 3, "all of the batch");
  await pause(100);
  expect(diary.all(debounced, "done")).toHaveLength(1);
  expect(diary.all<number[]>(batched, "done").flat().toSorted()).toEqual([1, 2, 3]);
});

test("an event the batch's condition leaves out runs at once, by itself", async () => {
  const k = newKey();
  // A missing field is less than everything, so the third event is batched with the first.
  await send("picky", [{ k, n: 1 }, { k, n: 10 }, { k }]);
  await diary.wait(k, "done", 2);
  expect(diary.all<number[]>(k, "done").toSorted((a, b) => a.length - b.length)).toEqual([
    [10],
    [1, undefined],
  ]);
});

test("a batch goes when it is full, and the rest when its time is over", async () => {
  const k = newKey();
  await send(
    "batch",
    [1, 2, 3, 4].map((n) => ({ k, n })),
  );
  expect(await diary.wait(k, "done")).toEqual([1, 2, 3]);
  expect(await diary.wait(k, "done", 2)).toEqual([4]);
});

test("an idempotency key counts once", async () => {
  const k = newKey();
  await send("once", [{ k }]);
  await send("once", [{ k }]);
  await diary.wait(k, "done");
  await pause(100);
  expect(diary.all(k, "start")).toHaveLength(1);
});

test.each(["once-if", "alone-if"])(
  "%s: events without the key are not told apart, and all run",
  async (name) => {
    const k = newKey();
    await send(name, [{ k }, { k }, { k, order: 1 + Math.random() }]);
    await diary.wait(k, "done", 3);
  },
);

test("a run that can't start in time is cancelled before its first call", async () => {
  const [first, second] = [newKey(), newKey()];
  await send("start", [{ k: first }]);
  await diary.wait(first, "start");
  const { ids } = await send("start", [{ k: second }]);
  await until(async () => {
    const { data } = await (await fetch(`${engine.url}/v1/events/${ids[0]}/runs`)).json();
    return data[0]?.status === "Cancelled";
  }, "the cancellation");
  await diary.wait(first, "done");
  expect(diary.all(second, "start")).toEqual([]);
});

test("a singleton skips newcomers while it runs", async () => {
  const k = newKey();
  await send("skip", [{ k, n: 1, nap: "1s" }]);
  await diary.wait(k, "end");
  await send("skip", [{ k, n: 2 }]);
  expect(await diary.wait(k, "done")).toEqual([1]);
  // The run ends a moment after its last line: until then newcomers are still skipped.
  while (diary.all(k, "done").length < 2) {
    await send("skip", [{ k, n: 3 }]);
    await pause(300);
  }
  expect(diary.all(k, "done")[1]).toEqual([3]);
});

test("a singleton in cancel mode gives way to the newcomer", async () => {
  const k = newKey();
  await send("replace", [{ k, n: 1, nap: "1s" }]);
  await diary.wait(k, "end");
  await send("replace", [{ k, n: 2 }]);
  expect(await diary.wait(k, "done")).toEqual([2]);
  await pause(1200);
  expect(diary.all(k, "done")).toHaveLength(1);
});

test("priority decides who is next in the queue", async () => {
  const k = newKey();
  await send("priority", [{ k, p: 0, n: 0 }]);
  await diary.wait(k, "start");
  await send("priority", [
    { k, p: -100, n: 1 },
    { k, p: 0, n: 2 },
    { k, p: 200, n: 3 },
  ]);
  await diary.wait(k, "done", 4);
  expect(diary.all<{ n: number }>(k, "start").map(({ n }) => n)).toEqual([0, 3, 2, 1]);
});
