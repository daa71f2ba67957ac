import type { IncomingMessage } from "node:http";
import { type Inngest, NonRetriableError, referenceFunction } from "inngest";
import { beforeAll, describe, expect, test } from "vitest";
import { Diary, newKey, pause, postJson, serveApp, testClient, until } from "./testing/engine-fixture.ts";
import { engineOfFile } from "./testing/engine-of-file.ts";

const diary = new Diary();
const client: { current?: Inngest } = {};

const { engine, apps } = engineOfFile();

beforeAll(async () => {
  const inngest = testClient("waits", engine.url);
  client.current = inngest;
  apps.push(
    await serveApp(
      inngest,
      [...waitingFunctions(inngest), ...invokingFunctions(inngest), ...cancelled(inngest)],
      {
        onRequest: watchSocket,
      },
    ),
  );
});

const watched = new WeakSet<object>();

function watchSocket({ socket }: IncomingMessage): void {
  if (watched.has(socket)) return;
  watched.add(socket);
  socket.on("close", () => diary.note("sockets", "closed"));
}

function waitingFunctions(inngest: Inngest) {
  const options = (id: string) => ({ id, retries: 0 as const, triggers: { event: `w/${id}` } });
  return [
    inngest.createFunction(options("match"), async ({ event, step }) => {
      const { k, timeout = "20s" } = event.data;
      const answer = await step.waitForEvent("answer", { event: "w/answer", timeout, match: "data.k" });
      diary.note(k, "done", answer);
    }),
    inngest.createFunction(options("if"), async ({ event, step }) => {
      const answer = await step.waitForEvent("answer", {
        event: "w/decision",
        timeout: "20s",
        if: "async.data.k == event.data.k && (async.data.decision == 'approve' || async.data.score >= event.data.min)",
      });
      diary.note(event.data.k, "done", answer?.data.n);
    }),
    inngest.createFunction(options("macro"), async ({ event, step }) => {
      const wait = step.waitForEvent("w", {
        event: "w/x",
        timeout: "20s",
        if: "async.data.tags.exists(t, t == 'a')",
      });
      const error = await wait.catch((caught: Error) => caught);
      diary.note(event.data.k, "done", (error as Error).message);
    }),
    inngest.createFunction(options("two"), async ({ event, step }) => {
      const [a, b] = await Promise.all([
        step.waitForEvent("a", { event: "w/two-a", timeout: "20s", match: "data.k" }),
        step.waitForEvent("b", { event: "w/two-b", timeout: "1s", match: "data.k" }),
      ]);
      await step.run("after", () => diary.note(event.data.k, "after"));
      diary.note(event.data.k, "done", [a?.data.n, b]);
    }),
    inngest.createFunction(options("signal"), async ({ event, step }) => {
      const signal = await step.waitForSignal("s", {
        signal: `signal-${event.data.k}`,
        timeout: "20s",
        onConflict: "fail",
      });
      diary.note(event.data.k, "done", signal);
    }),
    inngest.createFunction(options("fetch"), async ({ event, step }) => {
      const response = await step.fetch(`${engine.url}/health`);
      diary.note(event.data.k, "done", { status: response.status, body: await response.json() });
    }),
  ];
}

function invokingFunctions(inngest: Inngest) {
  const child = inngest.createFunction(
    { id: "child", retries: 0, triggers: { event: "w/child" } },
    async ({ event, step }) => {
      if (event.data.fail) throw new NonRetriableError("the child failed");
      if (event.data.slow) await step.sleep("nap", "20s");
      return step.run("add", () => ({ sum: event.data.n + 1, name: event.name }));
    },
  );
  const invoke = inngest.createFunction(
    { id: "invoke", retries: 0, triggers: { event: "w/invoke" } },
    async ({ event, step }) => {
      const { k, timeout, missing, ...data } = event.data;
      const target = missing ? referenceFunction({ functionId: "no-such" }) : child;
      const result = await step
        .invoke("call", { function: target, data, ...(timeout ? { timeout } : {}) })
        .catch((error: Error) => ({ error: `${error.name}: ${error.message}` }));
      diary.note(k, "done", result);
    },
  );
  const several = inngest.createFunction(
    { id: "several", retries: 0, triggers: { event: "w/several" } },
    async ({ event, step }) => {
      const results = await Promise.all(
        [1, 2, 3].map((n) => step.invoke(`call ${n}`, { function: child, data: { n } })),
      );
      diary.note(
        event.data.k,
        "done",
        results.map(({ sum }) => sum),
      );
    },
  );
  const sender = inngest.createFunction(
    { id: "sender", retries: 2, triggers: { event: "w/sender" } },
    async ({ event, step }) => {
      const { k } = event.data;
      const { ids } = await step.sendEvent("send", [
        { name: "w/received", data: { k } },
        { name: "w/received", data: { k } },
      ]);
      await step.run("flaky", () => {
        diary.note(k, "flaky");
        if (diary.all(k, "flaky").length < 2) throw new Error("once more");
      });
      diary.note(k, "done", ids.length);
    },
  );
  const receiver = inngest.createFunction(
    { id: "receiver", triggers: { event: "w/received" } },
    ({ event }) => diary.note(event.data.k, "received"),
  );
  return [child, invoke, several, sender, receiver];
}

function cancelled(inngest: Inngest) {
  const sleeper = inngest.createFunction(
    {
      id: "sleeper",
      retries: 0,
      triggers: { event: "w/sleeper" },
      cancelOn: [
        { event: "w/cancel", match: "data.k" },
        { event: "w/cancel-if", if: "async.data.k == event.data.k && async.data.sure == true" },
      ],
    },
    async ({ event, step }) => {
      diary.note(event.data.k, "start");
      await step.sleep("nap", "1500ms");
      diary.note(event.data.k, "done");
    },
  );
  const busy = inngest.createFunction(
    {
      id: "busy",
      retries: 0,
      triggers: { event: "w/busy" },
      cancelOn: [{ event: "w/cancel", match: "data.k" }],
    },
    async ({ event, step }) => {
      await step.run("work", async () => {
        diary.note(event.data.k, "start");
        await until(() => diary.all(event.data.k, "finish").length > 0, "the end of the work");
      });
      await step.run("after", () => diary.note(event.data.k, "after"));
    },
  );
  const timed = inngest.createFunction(
    { id: "timed", retries: 0, triggers: { event: "w/timed" }, timeouts: { finish: "1s" } },
    async ({ step }) => {
      await step.sleep("nap", "20s");
    },
  );
  const watcher = inngest.createFunction(
    { id: "watcher", triggers: { event: "inngest/function.cancelled" } },
    ({ event }) => diary.note(event.data.event.data.k, "cancelled", event.data.function_id),
  );
  return [sleeper, busy, timed, watcher];
}

async function send(name: string, data: Record<string, unknown> = {}, k = newKey()) {
  const sent = await client.current?.send({ name: `w/${name}`, data: { k, ...data } });
  return { k, id: sent?.ids[0] ?? "" };
}

async function runOf(eventId: string) {
  const response = await fetch(`${engine.url}/v1/events/${eventId}/runs`);
  return (await response.json()).data[0];
}

const isWaiting = (eventId: string, waits = 1) =>
  until(async () => (await runOf(eventId))?.waiting.length === waits, "the run to wait");

describe("waitForEvent", () => {
  test("resumes only the run whose event matches", async () => {
    const [a, b] = [await send("match"), await send("match")];
    await Promise.all([isWaiting(a.id), isWaiting(b.id)]);
    await send("answer", { v: 1 }, "nobody");
    await send("answer", { v: 2 }, b.k);
    expect(await diary.wait(b.k, "done")).toMatchObject({ name: "w/answer", data: { k: b.k, v: 2 } });
    expect(diary.all(a.k, "done")).toEqual([]);
    await send("answer", { v: 3 }, a.k);
    expect(await diary.wait(a.k, "done")).toMatchObject({ data: { v: 3 } });
  });

  test("gives null after its timeout", async () => {
    expect(await diary.wait((await send("match", { timeout: "1s" })).k, "done")).toBeNull();
  });

  test("evaluates its expression over both events", async () => {
    const { k, id } = await send("if", { min: 5 });
    await isWaiting(id);
    await send("decision", { n: 1, decision: "reject" }, k);
    await send("decision", { n: 2, score: 4 }, k);
    await send("decision", { n: 3, score: 5 }, k);
    expect(await diary.wait(k, "done")).toBe(3);
  });

  test("with a macro throws in the function instead of hanging", async () => {
    expect(await diary.wait((await send("macro")).k, "done")).toMatch(/macro "exists" is not supported/);
  });

  test("two at once: one by its event, one by its timeout", async () => {
    const { k, id } = await send("two");
    await isWaiting(id, 2);
    await send("two-a", { n: 7 }, k);
    expect(await diary.wait(k, "done")).toEqual([7, null]);
    expect(diary.all(k, "after")).toHaveLength(1);
  });
});

test("a signal wakes the run that waits for it, and nobody else's is an error", async () => {
  const { k, id } = await send("signal");
  await isWaiting(id);
  expect((await postJson(`${engine.url}/v1/signals`, { signal: "unknown", data: 1 })).status).toBe(404);
  const sent = await postJson(`${engine.url}/v1/signals`, { signal: `signal-${k}`, data: { a: 1 } });
  expect(sent).toMatchObject({ status: 200, body: { data: { run_id: (await runOf(id)).run_id } } });
  expect(await diary.wait(k, "done")).toEqual({ signal: `signal-${k}`, data: { a: 1 } });
});

test("step.fetch makes the request in the engine", async () => {
  expect(await diary.wait((await send("fetch")).k, "done")).toEqual({ status: 200, body: { status: "ok" } });
});

describe("invoke", () => {
  test("returns the result of the child", async () => {
    const { k } = await send("invoke", { n: 4 });
    expect(await diary.wait(k, "done")).toEqual({ sum: 5, name: "inngest/function.invoked" });
  });

  test.each([
    ["the child fails", { fail: true }, /the child failed/],
    ["the child takes too long", { slow: true, timeout: "1s" }, /^InngestInvokeTimeoutError/],
    ["the function is unknown", { missing: true }, /could not find function with ID: waits-no-such/],
  ])("throws when %s", async (_, data, message) => {
    const { error } = await diary.wait<{ error: string }>((await send("invoke", data)).k, "done");
    expect(error).toMatch(message);
  });

  test("several at once return each its own", async () => {
    expect(await diary.wait((await send("several")).k, "done")).toEqual([2, 3, 4]);
  });
});

test("step.sendEvent sends once, whatever is tried again later", async () => {
  const { k } = await send("sender");
  expect(await diary.wait(k, "done")).toBe(2);
  await diary.wait(k, "received", 2);
  expect(diary.all(k, "received")).toHaveLength(2);
});

describe("cancellation", () => {
  test("by event ends the matching run while it sleeps and no other", async () => {
    const [a, b] = [await send("sleeper"), await send("sleeper")];
    await Promise.all([isWaiting(a.id), isWaiting(b.id)]);
    await send("cancel", {}, a.k);
    expect(await diary.wait(a.k, "cancelled")).toBe("waits-sleeper");
    await diary.wait(b.k, "done");
    expect(diary.all(a.k, "done")).toEqual([]);
    expect((await runOf(a.id)).status).toBe("Cancelled");
  });

  test("needs the expression to hold", async () => {
    const { k, id } = await send("sleeper");
    await isWaiting(id);
    await send("cancel-if", { sure: false }, k);
    await send("cancel-if", { sure: "true" }, k);
    await diary.wait(k, "done");
    expect(diary.all(k, "cancelled")).toEqual([]);
  });

  test("in the middle of a step closes the request and discards the late result", async () => {
    const { k, id } = await send("busy");
    await diary.wait(k, "start");
    const closed = diary.all("sockets", "closed").length;
    const { run_id } = await runOf(id);
    const response = await fetch(`${engine.url}/v1/runs/${run_id}`, { method: "DELETE" });
    expect(response.status).toBe(200);
    await until(() => diary.all("sockets", "closed").length > closed, "the request to be closed");
    diary.note(k, "finish");
    await pause(300);
    expect(diary.all(k, "after")).toEqual([]);
    expect((await runOf(id)).status).toBe("Cancelled");
  });

  test("happens by itself when the function's finish timeout is over", async () => {
    expect(await diary.wait((await send("timed")).k, "cancelled")).toBe("waits-timed");
  });
});
