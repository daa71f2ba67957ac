import http from "node:http";
import { type Inngest, NonRetriableError } from "inngest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Diary, newKey, pause, postJson, serveApp, testClient, until } from "./testing/engine-fixture.ts";
import { engineOfFile } from "./testing/engine-of-file.ts";
import { endOfRun, ops, serveRaw, startRaw } from "./testing/raw-app.ts";

const diary = new Diary();
let client: Inngest;

const { engine, apps } = engineOfFile();

beforeAll(async () => {
  client = testClient("endings", engine.url);
  apps.push(await serveApp(client, functions()));
});

function functions() {
  const main = client.createFunction(
    { id: "main", retries: 0, triggers: { event: "endings/go" } },
    async ({ event, step }) => {
      if (event.data.fail) throw new NonRetriableError("failed", { cause: new Error("why") });
      if (event.data.wait) await step.waitForEvent("w", { event: "endings/never", timeout: "60s" });
      return { n: event.data.n };
    },
  );
  const invoker = client.createFunction(
    { id: "invoker", triggers: { event: "endings/invoke" } },
    async ({ event, step }) => step.invoke("main", { function: main, data: event.data }),
  );
  const listeners = ["finished", "failed", "cancelled"].map((end) =>
    client.createFunction(
      {
        id: end,
        retries: 0,
        triggers: { event: `inngest/function.${end}`, if: "event.data.function_id == 'endings-main'" },
        onFailure: ({ event }) => diary.note(event.data.event.data.event.data.k, `${end} listener failed`),
      },
      ({ event }) => {
        diary.note(event.data.event.data.k, end, event);
        if (end !== "finished") throw new NonRetriableError("the listener fails");
      },
    ),
  );
  return [main, invoker, ...listeners];
}

async function send(name: string, data: Record<string, unknown> = {}) {
  const k = newKey();
  const { ids } = await client.send({ name: `endings/${name}`, data: { k, ...data } });
  return { k, eventId: ids[0] ?? "" };
}

const get = async (path: string) => (await fetch(engine.url + path)).json();
const runOf = async (eventId: string) => (await get(`/v1/events/${eventId}/runs`)).data[0];

async function waitingRun(eventId: string): Promise<string> {
  await until(async () => (await runOf(eventId))?.waiting.length > 0, "the run to wait");
  return (await runOf(eventId)).run_id;
}

const cancel = (runId: string) => fetch(`${engine.url}/v1/runs/${runId}`, { method: "DELETE" });

describe("the end of a run is told", () => {
  test("when it completes, with its result", async () => {
    const { k, eventId } = await send("go", { n: 7 });
    const { run_id } = await endOfRun(engine.url, eventId);
    expect(await diary.wait(k, "finished")).toEqual({
      id: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/),
      name: "inngest/function.finished",
      ts: expect.any(Number),
      user: {},
      data: {
        function_id: "endings-main",
        run_id,
        event: expect.objectContaining({ id: eventId, name: "endings/go", data: { k, n: 7 } }),
        events: [expect.objectContaining({ id: eventId })],
        result: { n: 7 },
        _inngest: { status: "Completed" },
      },
    });
  });

  test("when it fails, with its error, in two events", async () => {
    const { k, eventId } = await send("go", { fail: true });
    const { run_id } = await endOfRun(engine.url, eventId);
    const error = {
      error: "failed",
      name: "NonRetriableError",
      message: "failed",
      cause: { message: "why" },
    };
    const data = { function_id: "endings-main", run_id, error, _inngest: { status: "Failed" } };
    expect(await diary.wait(k, "finished")).toMatchObject({ data });
    expect(await diary.wait(k, "failed")).toMatchObject({ id: run_id, data });
  });

  test("when it is cancelled, and the failure of who hears it is told as well", async () => {
    const { k, eventId } = await send("go", { wait: true });
    const run_id = await waitingRun(eventId);
    await cancel(run_id);
    const error = { error: "function cancelled", name: "Error", message: "function cancelled" };
    const data = { function_id: "endings-main", run_id, error, _inngest: { status: "Cancelled" } };
    expect(await diary.wait(k, "finished")).toMatchObject({ data });
    expect(await diary.wait(k, "cancelled")).toMatchObject({ id: run_id, data });
    await diary.wait(k, "cancelled listener failed");
    expect(diary.all(k, "failed")).toEqual([]);
  });

  test("of an invoked run with who waits for it", async () => {
    const { k, eventId } = await send("invoke", { n: 1 });
    const { run_id } = await endOfRun(engine.url, eventId);
    expect(await diary.wait(k, "finished")).toMatchObject({
      data: {
        correlation_id: expect.stringMatching(`^${run_id}\\.`),
        event: { name: "inngest/function.invoked" },
        result: { n: 1 },
      },
    });
  });

  test("but not the failure of who hears of a failure, or it would never cease", async () => {
    const { k } = await send("go", { fail: true });
    await diary.wait(k, "failed");
    await pause(100);
    expect(diary.all(k, "failed listener failed")).toEqual([]);
  });
});

test("a cancelled run takes neither checkpoint nor answer any more", async () => {
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const app = await serveRaw(async () => {
    await answered;
    return ops({ id: "late", op: "StepRun", data: 1 });
  });
  apps.push(app);
  const eventId = await startRaw(engine.url, newKey(), app.url);
  await until(() => app.calls.length > 0, "the call");
  const { run_id, qi_id, generation_id } = app.calls[0]?.body.ctx ?? {};
  await cancel(String(run_id));
  const steps = [{ id: "later", op: "StepRun", data: 1 }];
  const late = await postJson(`${engine.url}/v1/checkpoint/${run_id}/async`, { qi_id, generation_id, steps });
  expect(late.status).toBe(409);
  answer();
  await pause(100);
  expect(await endOfRun(engine.url, eventId)).toMatchObject({ status: "Cancelled" });
  expect((await get(`/v1/runs/${run_id}`)).data.steps).toEqual([]);
  expect(app.calls).toHaveLength(1);
});

describe("many runs at once are cancelled", () => {
  const request = (more: Record<string, unknown> = {}) =>
    postJson(`${engine.url}/v1/cancellations`, {
      app_id: "endings",
      function_id: "main",
      started_before: new Date().toISOString(),
      ...more,
    });

  test("by function, time and expression", async () => {
    const [kept, dropped] = [await send("go", { wait: true }), await send("go", { wait: true })];
    const [keptId, droppedId] = [await waitingRun(kept.eventId), await waitingRun(dropped.eventId)];
    const early = await request({ started_before: new Date(Date.now() - 3_600_000).toISOString() });
    expect(early.body.data.cancelled).toBe(0);
    const some = await request({ if: `event.data.k == '${dropped.k}'` });
    expect(some).toMatchObject({ status: 200, body: { data: { cancelled: 1, function_id: "main" } } });
    expect((await get(`/v1/runs/${droppedId}`)).data.status).toBe("Cancelled");
    expect((await get(`/v1/runs/${keptId}`)).data.status).toBe("Running");
    expect((await request()).body.data.cancelled).toBe(1);
  });

  test.each([
    ["a function that doesn't exist", { function_id: "nobody" }, 404],
    ["a wrong expression", { if: "event.data." }, 400],
    ["no time", { started_before: undefined }, 400],
  ])("unless the request names %s", async (_, more, status) => {
    const answer = await request(more);
    expect(answer.status).toBe(status);
    expect(answer.body.error).toEqual(expect.any(String));
  });
});

describe("the API", () => {
  test("shows an event, its runs, a run and what it is owed", async () => {
    const { k, eventId } = await send("go", { wait: true });
    const runId = await waitingRun(eventId);
    expect((await get(`/v1/events/${eventId}`)).data).toMatchObject({
      internal_id: eventId,
      name: "endings/go",
      data: { k },
      received_at: expect.stringMatching(/Z$/),
    });
    expect(await runOf(eventId)).toMatchObject({
      run_id: runId,
      function_id: "endings-main",
      event_id: eventId,
      status: "Running",
      run_started_at: expect.stringMatching(/Z$/),
      ended_at: null,
      output: null,
    });
    expect((await get(`/v1/runs/${runId}`)).data).toMatchObject({ run_id: runId, events: [{ id: eventId }] });
    expect((await get(`/v1/runs/${runId}/jobs`)).data).toEqual([]);
    await cancel(runId);
  });

  test.each([
    ["GET", "/v1/events/none", 404],
    ["GET", "/v1/runs/none", 404],
    ["GET", "/v1/runs/none/jobs", 404],
    ["GET", "/v0/runs/none/actions", 404],
    ["GET", "/v0/runs/none/batch", 404],
    ["POST", "/v1/runs/none/retry", 404],
    ["POST", "/v1/realtime/token", 501],
    ["PATCH", "/v1/runs/none", 405],
    ["GET", "/v1/runs/%zz", 400],
  ])("answers %s %s with %i and says why", async (method, path, status) => {
    const response = await fetch(engine.url + path, { method });
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ error: expect.any(String), status });
  });

  test("refuses a body that is too large, announced or not, and says so", async () => {
    const send = (headers: http.OutgoingHttpHeaders, chunks: number) =>
      new Promise<{ status: number; text: string }>((resolve, reject) => {
        const url = `${engine.url}/v1/signals`;
        const request = http.request(url, { method: "POST", headers }, async (response) => {
          resolve({ status: response.statusCode ?? 0, text: (await response.toArray()).join("") });
          request.destroy();
        });
        request.on("error", reject);
        const chunk = Buffer.alloc(1_000_000, " ");
        const write = (left: number): void => {
          if (left > 0) request.write(chunk, () => write(left - 1));
        };
        write(chunks);
      });
    const refused = { status: 413, text: expect.stringContaining("larger than 134217728 bytes") };
    expect(await send({ "content-length": 140_000_000 }, 1)).toEqual(refused);
    expect(await send({ "transfer-encoding": "chunked" }, 140)).toEqual(refused);
  });
});

describe("step.fetch", () => {
  let server: http.Server;
  let base: string;
  let closed = 0;

  beforeAll(async () => {
    server = http.createServer(async (request, response) => {
      const text = (await request.toArray()).join("");
      const replies: Record<string, () => void> = {
        "/echo": () =>
          response
            .writeHead(418, { "content-type": "application/json", "x-two": ["a", "b"] })
            .end(JSON.stringify({ method: request.method, text, header: request.headers["x-one"] })),
        "/moved": () => response.writeHead(302, { location: "/echo" }).end(),
        "/large": () => response.end("x".repeat(5_000_000)),
        "/broken": () => {
          closed++;
          request.socket.destroy();
        },
      };
      replies[request.url ?? ""]?.();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    base = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  });

  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  async function fetched(opts: Record<string, unknown>) {
    const app = await serveRaw(({ body }) =>
      "g" in body.steps
        ? { ...ops(), status: 200, body: body.steps.g }
        : ops({ id: "g", op: "Gateway", opts }),
    );
    apps.push(app);
    const run = await endOfRun(engine.url, await startRaw(engine.url, newKey(), app.url, 1));
    return run.output as { data?: { status_code: number; headers: object; body: string }; error?: unknown };
  }

  test("sends method, headers and body, and any status is an answer", async () => {
    const headers = { "X-One": "1", Connection: "close", "Content-Length": "999" };
    const { data } = await fetched({ url: `${base}/echo`, method: "PUT", headers, body: "text ü" });
    expect(data).toMatchObject({ status_code: 418, headers: { "x-two": "a, b" } });
    expect(JSON.parse(data?.body ?? "")).toEqual({ method: "PUT", text: "text ü", header: "1" });
  });

  test("follows redirects", async () => {
    expect(await fetched({ url: `${base}/moved` })).toMatchObject({ data: { status_code: 418 } });
  });

  test("without an answer throws after the attempts of the function", async () => {
    expect(await fetched({ url: `${base}/broken` })).toEqual({
      error: { name: "GatewayError", message: expect.stringMatching(/^Error making gateway request: /) },
    });
    expect(closed).toBe(2);
  });

  test("with a body larger than a step's output throws", async () => {
    expect(await fetched({ url: `${base}/large` })).toMatchObject({
      error: { message: expect.stringContaining("larger than 4194304 bytes") },
    });
  });
});
