import http from "node:http";
import type { Inngest } from "inngest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
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

const diary = new Diary();
let engine: Awaited<ReturnType<typeof startTestEngine>>;
let app: Awaited<ReturnType<typeof serveApp>>;
let client: Inngest;

beforeAll(async () => {
  engine = await startTestEngine();
  client = testClient("events", engine.url);
  const note = (id: string, triggers: Parameters<Inngest["createFunction"]>[0]["triggers"]) =>
    client.createFunction({ id, retries: 0, triggers }, ({ event }) =>
      diary.note(String((event.data as { k?: string }).k), id, event),
    );
  const held = client.createFunction(
    { id: "held", retries: 0, triggers: { event: "e/held" } },
    async ({ event, step }) => {
      await step.run("work", async () => {
        diary.note(event.data.k, "held");
        await until(() => diary.all(event.data.k, "go").length > 0, "the test to let go");
      });
    },
  );
  app = await serveApp(client, [
    note("plain", { event: "e/plain" }),
    note("filtered", { event: "e/filtered", if: "event.data.n > 3 && event.data.tag == 'x'" }),
    note("either", [{ event: "e/one" }, { event: "e/two" }]),
    note("wild", { event: "e/wild.*" }),
    note("over", { event: "inngest/function.finished", if: "event.data.function_id == 'events-either'" }),
    held,
  ]);
});

afterAll(async () => {
  await app.close();
  await engine.close();
});

const post = (body: unknown, headers?: Record<string, string>) =>
  postJson(`${engine.url}/e/test`, body, headers);

describe("events", () => {
  test("get a ULID each, in order, and reach the function as they were sent", async () => {
    const [a, b] = [newKey(), newKey()];
    const data = { k: a, x: [1, { y: null }] };
    const { ids } = (
      await post([
        { name: "e/plain", data, v: "1.0" },
        { name: "e/plain", data: { k: b } },
      ])
    ).body;
    expect(ids).toHaveLength(2);
    for (const id of ids) expect(id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(ids.toSorted()).toEqual(ids);
    expect(await diary.wait(a, "plain")).toMatchObject({
      id: ids[0],
      name: "e/plain",
      data,
      v: "1.0",
      user: {},
    });
    expect(await diary.wait(b, "plain")).toMatchObject({ id: ids[1] });
  });

  test("with the same id start a function once", async () => {
    const k = newKey();
    for (let i = 0; i < 2; i++) await client.send({ id: `own-${k}`, name: "e/plain", data: { k } });
    expect(await diary.wait(k, "plain")).toMatchObject({ id: `own-${k}` });
    await pause(100);
    expect(diary.all(k, "plain")).toHaveLength(1);
  });

  test("with the same id start a function once, also across a restart", async () => {
    const k = newKey();
    const { ids } = await client.send({ id: `own-${k}`, name: "e/plain", data: { k } });
    await until(async () => {
      const { data } = await (await fetch(`${engine.url}/v1/events/${ids[0]}/runs`)).json();
      return data[0]?.status === "Completed";
    }, "the end of the run");
    await engine.restart();
    await post({ id: `own-${k}`, name: "e/plain", data: { k } }, { connection: "close" });
    await pause(200);
    expect(diary.all(k, "plain")).toHaveLength(1);
  });

  test.each([0, 60_000])(
    "sent again with the same seed get the same ids and start nothing twice (%i ms old)",
    async (age) => {
      const k = newKey();
      const seed = {
        "x-inngest-event-id-seed": `${Date.now() - age},${Buffer.alloc(10, k).toString("base64")}`,
      };
      const events = [
        { name: "e/plain", data: { k } },
        { name: "e/plain", data: { k } },
      ];
      const [first, second] = [await post(events, seed), await post(events, seed)];
      expect(second.body.ids).toEqual(first.body.ids);
      expect(new Set(first.body.ids).size).toBe(2);
      await diary.wait(k, "plain", 2);
      await pause(100);
      expect(diary.all(k, "plain")).toHaveLength(2);
    },
  );

  test("are filtered by the trigger's expression; a missing field does not match", async () => {
    const [low, missing, match] = [newKey(), newKey(), newKey()];
    await client.send([
      { name: "e/filtered", data: { k: low, n: 2, tag: "x" } },
      { name: "e/filtered", data: { k: missing, tag: "x" } },
      { name: "e/filtered", data: { k: match, n: 5, tag: "x" } },
    ]);
    await diary.wait(match, "filtered");
    await pause(50);
    expect([diary.all(low, "filtered"), diary.all(missing, "filtered")]).toEqual([[], []]);
  });

  test("trigger by several names and by prefix", async () => {
    const k = newKey();
    await client.send(["e/one", "e/two", "e/wild.anything"].map((name) => ({ name, data: { k } })));
    await diary.wait(k, "either", 2);
    await diary.wait(k, "wild");
  });

  test("dated in the future start their run then", async () => {
    const k = newKey();
    const ts = Date.now() + 1000;
    await client.send({ name: "e/plain", data: { k }, ts });
    await diary.wait(k, "plain");
    expect(Date.now()).toBeGreaterThanOrEqual(ts);
  });

  test("of the engine tell the end of a run with its result", async () => {
    const k = newKey();
    await client.send({ name: "e/one", data: { k } });
    await until(() => diary.all(k, "either").length > 0, "the run");
    const finished = () => diary.all<{ data: { event: { data: { k: string } } } }>("undefined", "over");
    await until(() => finished().some(({ data }) => data.event.data.k === k), "the event of its end");
    const last = finished().find(({ data }) => data.event.data.k === k);
    expect(last?.data).toMatchObject({ function_id: "events-either", _inngest: { status: "Completed" } });
  });

  test.each([
    ["without a name", { data: {} }, 400, /event name is empty/],
    ["that are no objects", [7], 400, /not an object/],
    ["with data that is no object", { name: "e/plain", data: [1] }, 400, /data of the event/],
    ["that are not JSON", "{", 400, /not JSON/],
    [
      "of more than 3 MB",
      { name: "e/plain", data: { x: "x".repeat(3_000_001) } },
      413,
      /the limit is 3000000/,
    ],
    ["5,001 in number", Array.from({ length: 5001 }, () => ({ name: "e/none" })), 413, /5000 events/],
  ])("%s are refused", async (_, body, status, message) => {
    const answer = await post(body);
    expect(answer.status).toBe(status);
    expect(answer.body.error).toMatch(message);
  });
});

describe("registration", () => {
  const register = (functions: unknown[], headers?: Record<string, string>) =>
    postJson(
      `${engine.url}/fn/register`,
      { url: app.url, appName: "other", sdk: "js:v4.24.0", functions },
      headers,
    );
  const definition = (more: Record<string, unknown> = {}) => ({
    id: "other-f",
    name: "f",
    triggers: [{ event: "other/go" }],
    steps: { step: { id: "step", name: "step", runtime: { type: "http", url: app.url } } },
    ...more,
  });

  test("of the same functions again changes nothing", async () => {
    const answer = await fetch(app.url, { method: "PUT" });
    expect(await answer.json()).toEqual({ message: "Successfully registered", modified: false });
  });

  test("by an app that expects another kind of server is refused", async () => {
    const answer = await register([], { "x-inngest-expected-server-kind": "cloud" });
    expect(answer.status).toBe(400);
  });

  test.each([
    [
      "an expression that doesn't parse",
      { idempotency: "event.data." },
      /other-f.*idempotency.*expected a field name/,
    ],
    [
      "a macro",
      { triggers: [{ event: "a", expression: "event.data.tags.exists(x, x == 1)" }] },
      /macro "exists"/,
    ],
    [
      "a wrong cron schedule",
      { triggers: [{ cron: "61 * * * *" }] },
      /cron schedule "61 \* \* \* \*" is not valid/,
    ],
    ["a wrong duration", { debounce: { period: "soon" } }, /"soon" is not a duration/],
    [
      "a function call in a cancellation",
      { cancel: [{ event: "a", if: "size(async.data.x) > 1" }] },
      /"size" is not/,
    ],
    [
      "too many concurrency rules",
      { concurrency: [{ limit: 1 }, { limit: 1 }, { limit: 1 }] },
      /concurrency/,
    ],
  ])("with %s is refused and says why", async (_, more, message) => {
    const answer = await register([definition(more)]);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatch(message);
  });

  test("with the same id twice is refused", async () => {
    expect((await register([definition(), definition()])).body.error).toMatch(
      /two functions with the id "other-f"/,
    );
  });

  test("is fetched by the engine when it knows the app's address", async () => {
    const late = testClient("late", "http://127.0.0.1:1");
    const pulled = await serveApp(
      late,
      [late.createFunction({ id: "f", triggers: { event: "late/go" } }, () => 1)],
      {
        register: false,
      },
    );
    const puller = await startTestEngine({ appUrls: [pulled.url] });
    await until(async () => {
      const status = await (await fetch(`${puller.url}/v1/status`)).json();
      return status.functions.length === 1;
    }, "the functions to be fetched");
    await puller.close();
    await pulled.close();
  });
});

test("a checkpoint of a call that is not the current one is refused with 409", async () => {
  const k = newKey();
  const { ids } = await client.send({ name: "e/held", data: { k } });
  await diary.wait(k, "held");
  const { data } = await (await fetch(`${engine.url}/v1/events/${ids[0]}/runs`)).json();
  const runId = data[0].run_id;
  const steps = [{ id: "x", op: "StepRun", data: 1 }];
  const url = `${engine.url}/v1/checkpoint/${runId}/async`;
  expect((await postJson(url, { run_id: runId, qi_id: "another", steps })).status).toBe(409);
  const { jobs } = (await (await fetch(`${engine.url}/v1/runs/${runId}`)).json()).data;
  expect((await postJson(url, { run_id: runId, qi_id: jobs[0].id, generation_id: 1, steps })).status).toBe(
    409,
  );
  expect((await postJson(url, { run_id: runId, qi_id: jobs[0].id })).status).toBe(400);
  diary.note(k, "go");
});

test("requests that a web page of another host could make are refused", async () => {
  const body = { name: "e/none", data: {} };
  expect((await post(body, { origin: "https://evil.example" })).status).toBe(403);
  expect((await post(body, { origin: "http://localhost:3000" })).status).toBe(200);
  // fetch sets the Host header itself, so a rebound name needs a plain request.
  const status = await new Promise((resolve, reject) => {
    const request = http.get(`${engine.url}/v1/status`, { headers: { host: "evil.example" } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on("error", reject);
  });
  expect(status).toBe(403);
});

test("what isn't there is 404 and another method 405", async () => {
  expect((await fetch(`${engine.url}/nowhere`)).status).toBe(404);
  expect((await fetch(`${engine.url}/health`, { method: "POST" })).status).toBe(405);
});
