import http from "node:http";
import type { Inngest } from "inngest";
import { beforeAll, describe, expect, test } from "vitest";
import { limits } from "./limits.ts";
import { Diary, newKey, pause, postJson, serveApp, testClient, until } from "./testing/engine-fixture.ts";
import { engineOfFile } from "./testing/engine-of-file.ts";

const diary = new Diary();
let client: Inngest;

const { engine, apps } = engineOfFile();

beforeAll(async () => {
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
  apps.push(
    await serveApp(client, [
      note("plain", { event: "e/plain" }),
      note("filtered", { event: "e/filtered", if: "event.data.n > 3 && event.data.tag == 'x'" }),
      note("either", [{ event: "e/one" }, { event: "e/two" }]),
      note("wild", { event: "e/wild.*" }),
      note("both", { event: "e/both" }),
      note("slash", { event: "w/*" }),
      note("dot", { event: "w.*" }),
      note("mid-word", { event: "w*" }),
      note("any", { event: "*" }),
      note("last", { event: "end/of" }),
      note("own", [
        { event: "t/x", if: "event.data.n > 3" },
        { event: "t/x", if: "event.data.n > 4" },
        { event: "t/y" },
      ]),
      client.createFunction({ id: "ends", retries: 0, triggers: { event: "e/ends" } }, ({ event }) => {
        if (event.data.fail) throw new Error("it broke");
        return { fine: true };
      }),
      client.createFunction(
        {
          id: "listener",
          retries: 0,
          triggers: ["inngest/function.finished", "inngest/function.failed"].map((name) => ({
            event: name,
            if: "event.data.function_id == 'events-ends' || event.data.function_id == 'events-listener'",
          })),
        },
        ({ event }) => {
          const { event: cause } = event.data as { event: { data: { k?: string } } };
          diary.note(String(cause.data.k), event.name, event);
          if (event.data.function_id === "events-ends") throw new Error("the listener fails, too");
        },
      ),
      note("over", { event: "inngest/function.finished", if: "event.data.function_id == 'events-either'" }),
      held,
    ]),
  );
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
    ["without a name", { data: {} }, /event name is empty/],
    ["that are no objects", [7], /not an object/],
    ["that are not JSON", "{", /not JSON/],
    ["5,001 in number", Array.from({ length: 5001 }, () => ({ name: "e/none" })), /5000 events/],
  ])("%s are refused", async (_, body, message) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatch(message);
  });

  test("beside a wrong one are not taken either", async () => {
    const k = newKey();
    expect((await post([{ name: "e/plain", data: { k } }, { name: "" }])).status).toBe(400);
    await post({ name: "e/plain", data: { k: `${k}-after` } });
    await diary.wait(`${k}-after`, "plain");
    expect(diary.all(k, "plain")).toEqual([]);
  });

  test("none at all, and the largest and deepest there may be, are taken", async () => {
    const text = "x".repeat(limits.event - 100);
    const deep = `{"name":"e/none","data":${'{"a":'.repeat(limits.depth - 1)}1${"}".repeat(limits.depth - 1)}}`;
    expect((await post([])).body).toEqual({ ids: [], status: 200 });
    const k = newKey();
    await post(deep);
    await post({ name: "e/plain", data: { k, text } });
    expect(await diary.wait(k, "plain")).toMatchObject({ data: { text } });
  });

  test("reach the function whatever their fields are called, but for the engine's own mark", async () => {
    const k = newKey();
    const text = `{"k":"${k}","__proto__":{"a":1},"constructor":2,"toJSON":3,"nul":"\\u0000","half":"\\ud800","twice":1,"twice":2,"_inngest":{"fn_id":"x"}}`;
    const name = "e/plain";
    await post(`{"name":"${name}","data":${text}}`);
    const { data } = await diary.wait<{ data: Record<string, unknown> }>(k, "plain");
    expect(Object.keys(data)).toEqual(["k", "__proto__", "constructor", "toJSON", "nul", "half", "twice"]);
    expect(data).toMatchObject({ constructor: 2, toJSON: 3, nul: "\0", twice: 2 });
  });

  test("with names and ids of any characters and length are stored, and the engine goes on", async () => {
    const k = newKey();
    const id = `${k}-\0-${"é".repeat(20_000)}`;
    for (const name of ["e/plain", "e/plain", "e/ünï\0code 🎉"]) {
      expect((await post({ name, id, data: { k } })).status).toBe(200);
    }
    expect(await diary.wait(k, "plain")).toMatchObject({ id });
    await pause(100);
    expect(diary.all(k, "plain")).toHaveLength(1);
  });

  test("with the same id start each of several functions once, and another function later still", async () => {
    const k = newKey();
    for (const name of ["e/one", "e/both", "e/both"]) await post({ name, id: `id-${k}`, data: { k } });
    await diary.wait(k, "either");
    await diary.wait(k, "both");
    await pause(100);
    expect([diary.all(k, "either").length, diary.all(k, "both").length]).toEqual([1, 1]);
  });

  test.each(["", "nonsense", "0,AAAAAAAAAAAAAA==", "9999999999999999,AAAAAAAAAAAAAA==", "17000,short"])(
    "with the malformed seed %j get ids of their own",
    async (seed) => {
      const headers = { "x-inngest-event-id-seed": seed };
      const [first, second] = [
        await post({ name: "e/none" }, headers),
        await post({ name: "e/none" }, headers),
      ];
      expect(first.body.ids[0]).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
      expect(second.body.ids).not.toEqual(first.body.ids);
    },
  );

  test("match a wildcard behind a slash or a dot and nowhere else", async () => {
    const k = newKey();
    const names = ["w/a", "w/a/b.c", "w.x/y", "wx/a", "w", "w/"];
    await post([...names, "end/of"].map((name) => ({ name, data: { k, name } })));
    await diary.wait(k, "last");
    await until(() => diary.all(k, "slash").length >= 3, "the runs");
    await pause(50);
    const seen = (id: string) =>
      diary
        .all<{ name: string }>(k, id)
        .map(({ name }) => name)
        .sort();
    expect(seen("slash")).toEqual(["w/", "w/a", "w/a/b.c"]);
    expect(seen("dot")).toEqual(["w.x/y"]);
    expect(seen("mid-word")).toEqual([]);
    expect(seen("any")).toEqual([]);
  });

  test("are judged by each trigger's own expression, and start a function once whichever hold", async () => {
    const [a, b, c] = [newKey(), newKey(), newKey()];
    await post([
      { name: "t/x", data: { k: a, n: 1 } },
      { name: "t/x", data: { k: b, n: 5 } },
      { name: "t/y", data: { k: c, n: 1 } },
    ]);
    await Promise.all([diary.wait(b, "own"), diary.wait(c, "own")]);
    await pause(50);
    expect([a, b, c].map((k) => diary.all(k, "own").length)).toEqual([0, 1, 1]);
  });
});

test("the end of a run tells its events, result or error, exactly as Inngest does", async () => {
  const [ok, bad] = [newKey(), newKey()];
  await client.send({ name: "e/ends", data: { k: ok } });
  await client.send({ name: "e/ends", data: { k: bad, fail: true } });
  type End = { name: string; id: string; data: Record<string, unknown> };
  const finished = await diary.wait<End>(ok, "inngest/function.finished");
  const event = { name: "e/ends", data: { k: ok }, user: {} };
  expect(finished.data).toEqual({
    function_id: "events-ends",
    run_id: expect.stringMatching(/^[0-9A-Z]{26}$/),
    event: expect.objectContaining(event),
    events: [expect.objectContaining(event)],
    result: { fine: true },
    _inngest: { status: "Completed" },
  });
  const failed = await diary.wait<End>(bad, "inngest/function.failed");
  expect(failed.id).toBe(failed.data.run_id);
  expect(failed.data).toMatchObject({
    function_id: "events-ends",
    error: { error: expect.any(String), name: "Error", message: "it broke", stack: expect.any(String) },
    _inngest: { status: "Failed" },
  });
  await diary.wait(bad, "inngest/function.finished");
  await pause(200);
  // The listeners' own ends are told to nobody, or the events would never cease.
  const listeners = ["inngest/function.finished", "inngest/function.failed"];
  expect(listeners.flatMap((name) => diary.all<End>("undefined", name))).toEqual([]);
  expect(diary.all(ok, "inngest/function.finished")).toHaveLength(1);
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
