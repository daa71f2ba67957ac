import { type Inngest, referenceFunction } from "inngest";
import { beforeAll, describe, expect, test } from "vitest";
import { Diary, newKey, serveApp, testClient, until } from "./testing/engine-fixture.ts";
import { engineOfFile } from "./testing/engine-of-file.ts";
import { endOfRun } from "./testing/raw-app.ts";

const diary = new Diary();
const { engine, apps } = engineOfFile();

const described = (error: Error) => ({ error: `${error.name}: ${error.message}` });

function invoking(client: Inngest) {
  const options = (id: string) => ({ id, retries: 0 as const, triggers: { event: `${client.id}/${id}` } });
  const child = client.createFunction(
    { ...options("child"), concurrency: 1, cancelOn: [{ event: `${client.id}/stop`, match: "data.k" }] },
    async ({ event, step }) => {
      const { k, mode } = event.data;
      await step.run("note", () => diary.note(k, "child", event.data));
      if (mode === "fail") throw new RangeError("the child failed", { cause: new Error("why") });
      if (mode === "nap") await step.sleep("nap", "3s");
      if (mode === "wait") await step.waitForEvent("w", { event: "never", timeout: "60s" });
      const answer = await step.run("work", () => ({ ...event.data.answer, k }));
      diary.note(k, "child done");
      return answer;
    },
  );
  const other = referenceFunction({ appId: `${client.id}-other`, functionId: "far" });
  const self = referenceFunction({ functionId: "deep" });
  return [
    child,
    client.createFunction(options("call"), async ({ event, step }) => {
      const { k, mode, timeout } = event.data;
      const data = { k, mode, answer: { n: 1, text: "ü" } };
      const result = await step
        .invoke("call", { function: child, data, v: "2", ...(timeout ? { timeout } : {}) })
        .catch(described);
      diary.note(k, "done", result);
      return result;
    }),
    client.createFunction(options("many"), async ({ event, step }) => {
      const { k } = event.data;
      const calls = Array.from({ length: 10 }, (_, n) =>
        step.invoke(`call ${n}`, { function: child, data: { k, answer: { n } } }),
      );
      diary.note(
        k,
        "done",
        (await Promise.all(calls)).map((answer) => (answer as { n?: number }).n),
      );
    }),
    client.createFunction({ ...options("again"), retries: 1 }, async ({ event, step, attempt }) => {
      await step.invoke("call", { function: child, data: event.data });
      if (attempt === 0) throw new Error("once more");
      diary.note(event.data.k, "done", attempt);
    }),
    client.createFunction({ ...options("deep"), concurrency: 1 }, async ({ event, step }) => {
      const { k, depth = 0 } = event.data;
      if (depth === 5) return ["bottom"];
      const below = await step.invoke("below", { function: self, data: { k, depth: depth + 1 } });
      const path = [...(below as string[]), depth];
      if (depth === 0) diary.note(k, "done", path);
      return path;
    }),
    client.createFunction(options("far"), async ({ event, step }) => {
      diary.note(event.data.k, "done", await step.invoke("far", { function: other, data: { n: 20 } }));
    }),
    client.createFunction(options("signal"), async ({ event, step }) => {
      const { k, signal, onConflict, timeout } = event.data;
      diary.note(k, "start");
      const got = await step.waitForSignal("s", { signal, timeout, onConflict }).catch(described);
      diary.note(k, "done", got);
    }),
    client.createFunction(options("sender"), async ({ event, step }) => {
      const { k, signal } = event.data;
      const sent = [
        await step.sendSignal("send", { signal, data: { from: k } }),
        await step.sendSignal("to nobody", { signal: `nobody ${k}`, data: null }),
      ];
      diary.note(k, "done", sent);
    }),
  ];
}

describe.each([
  ["with checkpointing", "invoke-checkpointing", true],
  ["one step per call", "invoke-classic", false],
])("%s", (_, id, checkpointing) => {
  let send: (name: string, more?: Record<string, unknown>) => Promise<{ k: string; eventId: string }>;

  beforeAll(async () => {
    const client = testClient(id, engine.url, checkpointing);
    apps.push(await serveApp(client, invoking(client)));
    const other = testClient(`${id}-other`, engine.url, checkpointing);
    const far = other.createFunction(
      { id: "far", triggers: { event: "far/go" } },
      ({ event }) => event.data.n + 1,
    );
    apps.push(await serveApp(other, [far]));
    send = async (name, more = {}) => {
      const k = newKey();
      const { ids } = await client.send({ name: `${id}/${name}`, data: { k, ...more } });
      return { k, eventId: ids[0] ?? "" };
    };
  });

  const runOf = async (eventId: string) =>
    (await (await fetch(`${engine.url}/v1/events/${eventId}/runs`)).json()).data[0];
  const isWaiting = (eventId: string) =>
    until(async () => (await runOf(eventId))?.waiting.length > 0, "the run to wait");

  test("a child gets the data and says who invoked it; its result comes back", async () => {
    const { k, eventId } = await send("call");
    expect(await diary.wait(k, "done")).toEqual({ n: 1, text: "ü", k });
    const { run_id } = await endOfRun(engine.url, eventId);
    expect(diary.all(k, "child")).toEqual([
      {
        k,
        answer: { n: 1, text: "ü" },
        _inngest: {
          fn_id: `${id}-child`,
          correlation_id: expect.stringMatching(`^${run_id}\\.[0-9a-f]{40}$`),
        },
      },
    ]);
  });

  test("a failed child throws its error", async () => {
    const { k } = await send("call", { mode: "fail" });
    expect(await diary.wait(k, "done")).toEqual({ error: "RangeError: the child failed" });
  });

  test("ten children of a function that runs one at a time all come back", async () => {
    const { k } = await send("many");
    expect(await diary.wait(k, "done")).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(diary.all(k, "child done")).toHaveLength(10);
  });

  test("a function that is tried again doesn't invoke again", async () => {
    const { k } = await send("again");
    expect(await diary.wait(k, "done")).toBe(1);
    expect(diary.all(k, "child")).toHaveLength(1);
  });

  test("a function that runs one at a time may invoke itself, five deep", async () => {
    expect(await diary.wait((await send("deep")).k, "done")).toEqual(["bottom", 4, 3, 2, 1, 0]);
  });

  test("a function of another app is invoked by reference", async () => {
    expect(await diary.wait((await send("far")).k, "done")).toBe(21);
  });

  test("a cancelled child throws", async () => {
    const { k } = await send("call", { mode: "wait" });
    await diary.wait(k, "child");
    await until(async () => {
      const { data } = await (
        await fetch(`${engine.url}/v1/runs?status=waiting&function_id=${id}-child`)
      ).json();
      return data.length > 0;
    }, "the child to wait");
    await testClient(id, engine.url).send({ name: `${id}/stop`, data: { k } });
    expect(await diary.wait(k, "done")).toEqual({ error: expect.stringMatching(/cancelled/) });
  });

  test("a child goes on when its parent no longer waits: after a timeout and after a cancellation", async () => {
    const late = await send("call", { mode: "nap", timeout: "1s" });
    const cancelled = await send("call", { mode: "nap" });
    await isWaiting(cancelled.eventId);
    await diary.wait(cancelled.k, "child");
    const { run_id } = await runOf(cancelled.eventId);
    expect((await fetch(`${engine.url}/v1/runs/${run_id}`, { method: "DELETE" })).status).toBe(200);
    expect(await diary.wait(late.k, "done")).toEqual({
      error: expect.stringMatching(/^InngestInvokeTimeoutError/),
    });
    await Promise.all([late, cancelled].map(({ k }) => diary.wait(k, "child done")));
    expect(diary.all(cancelled.k, "done")).toEqual([]);
  });

  test("a signal goes to the one that waits for it; who comes second fails or takes its place", async () => {
    const signal = newKey();
    const wait = { signal, timeout: "2s" };
    const first = await send("signal", { ...wait, onConflict: "fail" });
    await isWaiting(first.eventId);
    const second = await send("signal", { ...wait, onConflict: "fail" });
    expect(await diary.wait(second.k, "done")).toEqual({ error: expect.stringMatching(/Signal conflict/) });
    const third = await send("signal", { ...wait, onConflict: "replace" });
    await isWaiting(third.eventId);
    const sender = await send("sender", { signal });
    const { run_id } = await runOf(third.eventId);
    expect(await diary.wait(sender.k, "done")).toEqual([{ runId: run_id }, {}]);
    expect(await diary.wait(third.k, "done")).toEqual({ signal, data: { from: sender.k } });
    expect(await diary.wait(first.k, "done")).toBeNull();
  });
});
