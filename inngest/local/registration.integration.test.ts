import type { Inngest, InngestFunction } from "inngest";
import { describe, expect, test } from "vitest";
import {
  Diary,
  newKey,
  pause,
  postJson,
  serveApp,
  startTestEngine,
  testClient,
  until,
} from "./testing/engine-fixture.ts";
import { engineOfFile } from "./testing/engine-of-file.ts";

const diary = new Diary();

const { engine } = engineOfFile();

const status = async () => (await fetch(`${engine.url}/v1/status`)).json();

async function runOf(eventId: string) {
  return (await (await fetch(`${engine.url}/v1/events/${eventId}/runs`)).json()).data[0];
}

/** An app whose functions can be exchanged, as a deployment does: it is away for a moment, then registers. */
async function deployable(id: string) {
  const client = testClient(id, engine.url);
  let app = await serveApp(client, [], { register: false });
  const { port } = app;
  return {
    client,
    url: app.url,
    async deploy(functions: InngestFunction.Any[]) {
      await app.close();
      app = await serveApp(client, functions, { port });
    },
    close: () => app.close(),
  };
}

const send = async (client: Inngest, name: string, data: Record<string, unknown>) =>
  (await client.send({ name, data })).ids[0] ?? "";

describe("registration", () => {
  const register = (body: unknown, headers?: Record<string, string>) =>
    postJson(`${engine.url}/fn/register`, body, headers);
  const url = "http://127.0.0.1:1/api/inngest";
  const definition = (more: Record<string, unknown> = {}) => ({
    id: "other-f",
    name: "f",
    triggers: [{ event: "other/go" }],
    steps: { step: { id: "step", name: "step", runtime: { type: "http", url } } },
    ...more,
  });
  const request = (functions: unknown) => ({ url, appName: "other", sdk: "js:v4.24.0", functions });

  test("of the same functions again changes nothing, of others it does", async () => {
    expect((await register(request([definition()]))).body).toEqual({ ok: true, modified: true });
    expect((await register(request([definition()]))).body).toEqual({ ok: true, modified: false });
    expect((await register(request([definition({ idempotency: "event.id" })]))).body.modified).toBe(true);
    expect((await register(request([]))).body.modified).toBe(true);
  });

  test("with a wrong function is refused as a whole and says why", async () => {
    const answer = await register(
      request([definition({ id: "other-good" }), definition({ idempotency: "(" })]),
    );
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatch(/other-f.*idempotency.*expected a value/);
    const ids = (await status()).functions.map(({ id }: { id: string }) => id);
    expect(ids).not.toContain("other-good");
  });

  test.each([
    ["nothing", undefined],
    ["a number", 7],
    ["no list of functions", { url, appName: "other", functions: {} }],
    ["no app", { url, functions: [] }],
    ["no address", { appName: "other", functions: [] }],
    ["an address of another kind", { url: "ftp://127.0.0.1/", appName: "other", functions: [] }],
    ["what isn't JSON", "{"],
  ])("that says %s is refused", async (_, body) => {
    const answer = await register(body);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toBeTruthy();
  });

  test("by an app that expects another kind of server is refused", async () => {
    const cloud = { "x-inngest-expected-server-kind": "cloud" };
    expect((await register(request([]), cloud)).status).toBe(400);
    expect((await register(request([]), { "x-inngest-expected-server-kind": "dev" })).status).toBe(200);
  });

  test("is fetched by the engine when it knows the app's address", async () => {
    const late = testClient("late", "http://127.0.0.1:1");
    const f = late.createFunction({ id: "f", triggers: { event: "late/go" } }, () => 1);
    const app = await serveApp(late, [f], { register: false });
    const puller = await startTestEngine({ appUrls: [app.url] });
    await until(async () => {
      const { functions } = await (await fetch(`${puller.url}/v1/status`)).json();
      return functions.length === 1;
    }, "the functions to be fetched");
    await puller.close();
    await app.close();
  });
});

describe("a function that is gone", () => {
  test("leaves its runs waiting, named in the status, until it is registered again", async () => {
    const app = await deployable("gone");
    const options = { id: "f", retries: 0 as const, triggers: { event: "gone/go" } };
    const f = app.client.createFunction(options, async ({ event, step }) => {
      await step.run("first", () => diary.note(event.data.k, "first"));
      await step.waitForEvent("wait", { event: "gone/resume", timeout: "1h", match: "data.k" });
      await step.run("second", () => diary.note(event.data.k, "second"));
    });
    const other = app.client.createFunction({ id: "other", triggers: { event: "gone/other" } }, () => 1);
    await app.deploy([f, other]);
    const k = newKey();
    const id = await send(app.client, "gone/go", { k });
    await until(async () => (await runOf(id))?.waiting.length === 1, "the run to wait");
    await app.deploy([other]);
    await send(app.client, "gone/resume", { k });
    await until(async () => (await runOf(id)).jobs[0]?.last_error, "the reason");
    expect((await runOf(id)).jobs[0].last_error).toMatch(/function "gone-f" is no longer registered/);
    expect((await status()).missing_functions).toEqual([{ id: "gone-f", runs: 1 }]);
    await engine.restart();
    expect((await runOf(id)).status).toBe("Running");
    await app.deploy([f, other]);
    await until(async () => (await runOf(id)).status === "Completed", "the end of the run");
    expect([diary.all(k, "first").length, diary.all(k, "second").length]).toEqual([1, 1]);
    expect((await status()).missing_functions).toEqual([]);
    await app.close();
  });

  test("keeps the events it had collected, and its runs can still be cancelled", async () => {
    const app = await deployable("kept");
    const batch = app.client.createFunction(
      { id: "batch", triggers: { event: "kept/batch" }, batchEvents: { maxSize: 5, timeout: "1s" } },
      ({ events }) => diary.note(String(events[0]?.data.k), "batch", events.length),
    );
    const sleeper = app.client.createFunction(
      {
        id: "sleeper",
        triggers: { event: "kept/sleep" },
        cancelOn: [{ event: "kept/cancel", match: "data.k" }],
      },
      ({ step }) => step.sleep("nap", "1s"),
    );
    await app.deploy([batch, sleeper]);
    const k = newKey();
    const id = await send(app.client, "kept/sleep", { k });
    await until(async () => (await runOf(id))?.waiting.length === 1, "the run to sleep");
    await send(app.client, "kept/batch", { k });
    await app.deploy([]);
    await until(async () => (await runOf(id)).jobs[0]?.last_error, "the run to miss its function");
    await send(app.client, "kept/cancel", { k });
    await until(async () => (await runOf(id)).status === "Cancelled", "the cancellation");
    expect(diary.all(k, "batch")).toEqual([]);
    await app.deploy([batch, sleeper]);
    expect(await diary.wait(k, "batch")).toBe(1);
    await app.close();
  });
});

test("a changed concurrency holds for the runs that are queued already", async () => {
  const app = await deployable("resized");
  const held = { now: 0, most: 0 };
  const build = (concurrency: number) =>
    app.client.createFunction(
      { id: "f", retries: 0, triggers: { event: "resized/go" }, concurrency },
      async ({ event }) => {
        held.most = Math.max(held.most, ++held.now);
        diary.note(event.data.k, "start");
        await until(() => diary.all(event.data.k, "go").length > 0, "the test to let go");
        held.now--;
        diary.note(event.data.k, "done");
      },
    );
  await app.deploy([build(1)]);
  const k = newKey();
  await app.client.send(Array.from({ length: 8 }, () => ({ name: "resized/go", data: { k } })));
  await diary.wait(k, "start");
  await pause(100);
  expect(held.most).toBe(1);
  // The call to the first deployment breaks off with it and fails its run.
  held.now = 0;
  await app.deploy([build(3)]);
  await until(() => held.most >= 3, "three at once");
  await pause(100);
  expect(held.most).toBe(3);
  diary.note(k, "go");
  await until(async () => {
    const { data } = await (await fetch(`${engine.url}/v1/runs?function_id=resized-f`)).json();
    return data.every(({ ended_at }: { ended_at: string | null }) => ended_at !== null);
  }, "the end of all runs");
  expect(held.most).toBe(3);
  await app.close();
});

test("an app under a new name takes the place of the one at its address", async () => {
  const [before, port] = [testClient("old-name", engine.url), 0];
  const build = (client: Inngest) =>
    client.createFunction({ id: "f", retries: 0, triggers: { event: "renamed/go" } }, ({ event }) =>
      diary.note(event.data.k, client.id),
    );
  const first = await serveApp(before, [build(before)], { port });
  await first.close();
  const after = testClient("new-name", engine.url);
  const second = await serveApp(after, [build(after)], { port: first.port });
  const k = newKey();
  await send(after, "renamed/go", { k });
  await diary.wait(k, "new-name");
  await pause(50);
  expect(diary.all(k, "old-name")).toEqual([]);
  const { apps } = await status();
  expect(apps.map(({ id }: { id: string }) => id)).not.toContain("old-name");
  await second.close();
});
