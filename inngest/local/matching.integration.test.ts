import type { Inngest } from "inngest";
import { beforeAll, describe, expect, test } from "vitest";
import { Diary, newKey, pause, serveApp, testClient, until } from "./testing/engine-fixture.ts";
import { engineOfFile } from "./testing/engine-of-file.ts";

const diary = new Diary();
let client: Inngest;

const { engine, apps } = engineOfFile({ retryMs: 60_000 });

beforeAll(async () => {
  client = testClient("match", engine.url);
  apps.push(await serveApp(client, [...waiting(client), ...cancellable(client)]));
});

function waiting(inngest: Inngest) {
  const on = { event: "m/answer", match: "data.k", timeout: "20s" } as const;
  const options = (id: string) => ({ id, retries: 0 as const, triggers: { event: `m/${id}` } });
  return [
    inngest.createFunction(options("in-turn"), async ({ event, step }) => {
      const first = await step.waitForEvent("first", on);
      diary.note(event.data.k, "first", first?.data.n);
      const second = await step.waitForEvent("second", on);
      diary.note(event.data.k, "second", second?.data.n);
    }),
    inngest.createFunction(options("at-once"), async ({ event, step }) => {
      const [a, b, c] = await Promise.all([
        step.waitForEvent("a", on),
        step.waitForEvent("b", {
          ...on,
          match: undefined,
          if: "async.data.k == event.data.k && async.data.n > 1",
        }),
        step.run("beside", () => "ran"),
      ]);
      diary.note(event.data.k, "done", [a?.data.n, b?.data.n, c]);
    }),
    inngest.createFunction(options("until"), async ({ event, step }) => {
      const timeout = timeouts[event.data.timeout as keyof typeof timeouts];
      await step.waitForEvent("w", { event: "m/never", timeout: timeout as string });
    }),
    inngest.createFunction(options("over"), async ({ event, step }) => {
      // What the SDK can't express as a duration it sends as nothing: Inngest goes on at once.
      await step.sleep("nap", 0);
      const none = await step.waitForEvent("w", { event: "m/never", timeout: -5 });
      diary.note(event.data.k, "done", none);
    }),
  ];
}

const inAnHour = new Date(Date.now() + 3_600_000);
/** Timeouts in every form the SDK takes, with the seconds they mean. */
const timeouts = {
  text: "90m",
  days: "7d",
  weeks: "2w",
  milliseconds: 90_000,
  words: "2 hours",
  date: inAnHour,
};
const seconds = { text: 5400, days: 604_800, weeks: 1_209_600, milliseconds: 90, words: 7200, date: 3600 };

function cancellable(inngest: Inngest) {
  const cancelOn = [{ event: "m/cancel", match: "data.k" }];
  const work = async (k: string) => {
    diary.note(k, "start");
    await until(() => diary.all(k, "go").length > 0, "the test to let go");
  };
  const define = (
    id: string,
    more: Partial<Parameters<Inngest["createFunction"]>[0]>,
    run: (context: {
      k: string;
      step: Parameters<Parameters<Inngest["createFunction"]>[1]>[0]["step"];
    }) => unknown,
  ) =>
    inngest.createFunction(
      { id, retries: 2, triggers: { event: `m/${id}` }, cancelOn, ...more },
      async ({ event, step }) => {
        const { k } = event.data as { k: string };
        await run({ k, step });
        diary.note(k, "done");
      },
    );
  return [
    define("queued", { concurrency: 1 }, ({ k, step }) => step.run("work", () => work(k))),
    define("busy", {}, ({ k, step }) => step.run("work", () => work(k))),
    define("retrying", {}, ({ k, step }) =>
      step.run("fails", () => {
        diary.note(k, "start");
        throw new Error("tried again in a minute");
      }),
    ),
    define("waiting", {}, ({ step }) => step.waitForEvent("w", { event: "m/never", timeout: "1h" })),
    define("expired", { cancelOn: [{ event: "m/cancel", match: "data.k", timeout: "1s" }] }, ({ k, step }) =>
      step.run("work", () => work(k)),
    ),
    define("again", { cancelOn: [{ event: "m/again", match: "data.k" }] }, ({ step }) =>
      step.sleep("nap", "1s"),
    ),
  ];
}

async function send(name: string, data: Record<string, unknown> = {}, k = newKey()) {
  const { ids } = await client.send({ name: `m/${name}`, data: { k, ...data } });
  return { k, id: ids[0] ?? "" };
}

async function runOf(eventId: string) {
  return (await (await fetch(`${engine.url}/v1/events/${eventId}/runs`)).json()).data[0];
}

const hasStatus = (eventId: string, status: string) =>
  until(async () => (await runOf(eventId))?.status === status, `the run to be ${status}`);
const isWaiting = (eventId: string, waits = 1) =>
  until(async () => (await runOf(eventId))?.waiting.length === waits, "the run to wait");

describe("waiting for an event", () => {
  test("takes none that came before, and each event ends one wait of those in turn", async () => {
    const k = newKey();
    await send("answer", { n: 0 }, k);
    const { id } = await send("in-turn", {}, k);
    await isWaiting(id);
    await send("answer", { n: 1 }, k);
    expect(await diary.wait(k, "first")).toBe(1);
    await isWaiting(id);
    expect(diary.all(k, "second")).toEqual([]);
    await send("answer", { n: 2 }, k);
    expect(await diary.wait(k, "second")).toBe(2);
  });

  test("ends all waits the event matches, of one run and of several", async () => {
    const { k, id } = await send("at-once");
    const other = await send("in-turn", {}, k);
    await Promise.all([isWaiting(id, 2), isWaiting(other.id)]);
    await send("answer", { n: 1 }, k);
    expect(await diary.wait(k, "first")).toBe(1);
    await isWaiting(id, 1);
    await send("answer", { n: 2 }, k);
    expect(await diary.wait(k, "done")).toEqual([1, 2, "ran"]);
  });

  test.each(Object.keys(timeouts) as (keyof typeof timeouts)[])(
    "ends when its timeout says: %s",
    async (timeout) => {
      const { id } = await send("until", { timeout });
      await isWaiting(id);
      const [{ since, until: end }] = (await runOf(id)).waiting;
      const length = (Date.parse(end) - Date.parse(since)) / 1000;
      // A date is that far away from the start of this file, not from the wait's.
      if (timeout === "date") expect(end).toBe(inAnHour.toISOString());
      else expect(Math.round(length)).toBe(seconds[timeout]);
    },
  );
});

test("a sleep or timeout of nothing is over at once", async () => {
  expect(await diary.wait((await send("over")).k, "done")).toBeNull();
});

describe("a cancelling event", () => {
  test("ends a run that is queued, before its first call", async () => {
    const [first, second] = [await send("queued"), await send("queued")];
    await diary.wait(first.k, "start");
    await send("cancel", {}, second.k);
    await hasStatus(second.id, "Cancelled");
    diary.note(first.k, "go");
    await diary.wait(first.k, "done");
    expect(diary.all(second.k, "start")).toEqual([]);
  });

  test("ends a run that is in a step, and its late result is discarded", async () => {
    const { k, id } = await send("busy");
    await diary.wait(k, "start");
    await send("cancel", {}, k);
    await hasStatus(id, "Cancelled");
    diary.note(k, "go");
    await pause(200);
    expect((await runOf(id)).status).toBe("Cancelled");
  });

  test.each(["retrying", "waiting"])("ends a run that is %s", async (name) => {
    const { k, id } = await send(name);
    await until(async () => {
      const run = await runOf(id);
      return run?.waiting.length === 1 || run?.jobs[0]?.attempt === 1;
    }, "the run to pause");
    await send("cancel", {}, newKey());
    expect((await runOf(id)).status).toBe("Running");
    await send("cancel", {}, k);
    await hasStatus(id, "Cancelled");
    expect((await runOf(id)).output).toMatchObject({ message: /cancelled by the event m\/cancel/ });
  });

  test("that comes after the cancellation's timeout ends nothing", async () => {
    const { k, id } = await send("expired");
    await diary.wait(k, "start");
    await pause(1000);
    await send("cancel", {}, k);
    diary.note(k, "go");
    await hasStatus(id, "Completed");
  });

  test("that is the trigger as well ends the earlier run and starts one it does not end", async () => {
    const first = await send("again");
    await isWaiting(first.id);
    const second = await send("again", {}, first.k);
    await hasStatus(first.id, "Cancelled");
    await hasStatus(second.id, "Completed");
    expect(diary.all(first.k, "done")).toHaveLength(1);
  });
});
