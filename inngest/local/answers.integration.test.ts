import { describe, expect, test } from "vitest";
import { completeStepId } from "./ids.ts";
import { newKey, pause, until } from "./testing/engine-fixture.ts";
import { engineOfFile } from "./testing/engine-of-file.ts";
import {
  endOfRun,
  ops,
  playerOn,
  type RawCall,
  result,
  sdkHeaders,
  serveRaw,
  startRaw,
  stepIdOf,
} from "./testing/raw-app.ts";

const target = engineOfFile();
const { engine, apps } = target;

const play = playerOn(target);

describe("a call", () => {
  test("says which run, job, attempt and generation it is, and repeats the version the SDK answered", async () => {
    const { run, calls } = await play([
      ops({ id: "a", op: "StepRun", name: "a", data: { x: 1 } }),
      { status: 500, headers: sdkHeaders, body: { name: "E", message: "once more" } },
      result("done"),
    ]);
    expect(run).toMatchObject({ status: "Completed", output: "done" });
    const [first, second, third] = calls as [RawCall, RawCall, RawCall];
    expect(first.body).toMatchObject({ version: -1, use_api: false, steps: {}, event: { data: {} } });
    expect(first.body.ctx).toMatchObject({
      run_id: run.run_id,
      attempt: 0,
      max_attempts: 4,
      disable_immediate_execution: false,
      use_api: false,
      stack: { stack: [], current: 0 },
      step_id: "step",
    });
    expect(first.headers).toMatchObject({
      "x-run-id": run.run_id,
      "x-inngest-req-version": "-1",
      "x-inngest-server-kind": "dev",
      "x-inngest-step-id": "step",
      "x-request-id": first.body.ctx.request_id,
      "x-inngest-job-id": first.body.ctx.job_id,
      "x-inngest-generation-id": String(first.body.ctx.generation_id),
      traceparent: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/),
    });
    expect(first.headers["x-inngest-signature"]).toBeUndefined();
    expect(first.url.searchParams.get("fnId")).toBe(first.body.ctx.fn_id);
    expect(second.body).toMatchObject({ version: 2, steps: { a: { data: { x: 1 } } } });
    expect(second.body.ctx).toMatchObject({ attempt: 0, stack: { stack: ["a"], current: 1 } });
    expect(third.body.ctx).toMatchObject({ attempt: 1, job_id: second.body.ctx.job_id });
    const generations = calls.map(({ body }) => Number(body.ctx.generation_id));
    expect(generations.toSorted((a, b) => a - b)).toEqual(generations);
    expect(new Set(calls.map(({ headers }) => `${headers.traceparent}`.slice(0, 35))).size).toBe(1);
  });

  test("of a step alone names it; once it is saved the function is called again", async () => {
    const { calls } = await play([
      ops({ id: "p", op: "StepPlanned", name: "p" }),
      ops({ id: "p", op: "StepRun", data: 1 }),
      result(null),
    ]);
    expect(calls.map(stepIdOf)).toEqual(["step", "p", "step"]);
    expect(calls[1]?.body.ctx).toMatchObject({ step_id: "p", disable_immediate_execution: true });
    expect(calls[2]?.body.ctx).toMatchObject({ step_id: "step", disable_immediate_execution: false });
  });
});

describe("a failed step", () => {
  const failing = { id: "a", op: "StepError", name: "a", error: { name: "E", message: "no" } };
  const outcome = ({ body }: RawCall) => result(body.steps.a);

  test("is called again with the next attempt until none is left, then the function learns of it", async () => {
    const app = await serveRaw((call, index) =>
      "a" in call.body.steps ? result(call.body.steps.a) : ops({ ...failing, data: index }),
    );
    apps.push(app);
    const run = await endOfRun(engine.url, await startRaw(engine.url, newKey(), app.url, 2));
    expect(run.output).toEqual({ error: { name: "E", message: "no" } });
    expect(app.calls.map(({ body }) => body.ctx.attempt)).toEqual([0, 1, 2, 0]);
  });

  test("is final when the SDK forbids another attempt", async () => {
    const final = { ...ops(failing), headers: { ...sdkHeaders, "x-inngest-no-retry": "true" } };
    const { run, calls } = await play([final, outcome]);
    expect(run.output).toEqual({ error: { name: "E", message: "no" } });
    expect(calls).toHaveLength(2);
  });

  test("waits as long as Retry-After says, in seconds or as a date", async () => {
    const later = (value: string) => ({ ...ops(failing), headers: { ...sdkHeaders, "retry-after": value } });
    const startedAt = Date.now();
    const { run } = await play([
      later("1"),
      () => later(new Date(Date.now() + 1500).toISOString()),
      () => result("at last"),
    ]);
    expect(run.output).toBe("at last");
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(2500);
  });

  test("beside others that go on is tried again with them", async () => {
    const { run } = await play([
      ops({ id: "b", op: "StepRun", data: 1 }, failing),
      ops({ id: "a", op: "StepRun", data: 2 }),
      ({ body }) => result(body.steps),
    ]);
    expect(run.output).toEqual({ a: { data: 2 }, b: { data: 1 } });
  });
});

describe("a failed function", () => {
  const failure = (status: number, headers: Record<string, string> = {}) => ({
    status,
    headers: { ...sdkHeaders, ...headers },
    body: { name: "TypeError", message: "broken", stack: "at f", cause: { message: "root" } },
  });

  test.each([
    ["500", failure(500), 3],
    ["400", failure(400), 1],
    ["400 that may be retried", failure(400, { "x-inngest-no-retry": "false" }), 3],
    ["500 that may not", failure(500, { "x-inngest-no-retry": "true" }), 1],
    [
      "the end of the whole function as a step error",
      ops({
        id: completeStepId,
        op: "StepError",
        error: { name: "TypeError", message: "broken", stack: "at f", cause: { message: "root" } },
      }),
      3,
    ],
    [
      "the same as a final one",
      ops({
        id: completeStepId,
        op: "StepFailed",
        error: { name: "TypeError", message: "broken", stack: "at f", cause: { message: "root" } },
      }),
      1,
    ],
  ])("that answers %s fails with its error after its attempts", async (_, reply, attempts) => {
    const { run, calls } = await play([reply], 2);
    expect(run).toMatchObject({
      status: "Failed",
      output: { name: "TypeError", message: "broken", stack: "at f", cause: { message: "root" } },
    });
    expect(calls).toHaveLength(attempts);
  });

  test("keeps the steps that were saved before", async () => {
    const { calls } = await play([ops({ id: "a", op: "StepRun", data: 1 }), failure(500), result(null)]);
    expect(calls.map(({ body }) => body.steps)).toEqual([{}, { a: { data: 1 } }, { a: { data: 1 } }]);
  });
});

describe("an answer that is not the SDK's", () => {
  test("is tried again, and the first good one counts", async () => {
    const { run } = await play([
      { status: 200, body: "<html>hello</html>" },
      { status: 206, headers: sdkHeaders, body: "{not json" },
      { status: 502, body: "bad gateway" },
      { status: 200, headers: sdkHeaders, body: '"fine"' },
    ]);
    expect(run).toMatchObject({ status: "Completed", output: "fine" });
  });

  test.each([
    ["an unknown operation", [{ id: "x", op: "Teleport" }], /Teleport/],
    ["an operation without an id", [{ op: "Sleep", name: "1s" }], /can't read/],
    ["an operation that is none", [null], /can't read/],
    ["options that are none", [{ id: "x", op: "Sleep", opts: "1s" }], /can't read/],
    ["a number", 7, /can't read/],
    ["nothing", "", /can't read/],
  ])("with %s fails the run after the last attempt", async (_, body, message) => {
    const { run, calls } = await play([{ status: 206, headers: sdkHeaders, body }], 1);
    expect(run.status).toBe("Failed");
    expect(run.output.message).toMatch(message);
    expect(calls).toHaveLength(2);
  });

  test("with nothing to do fails the run instead of leaving it for ever", async () => {
    expect((await play([ops()])).run.status).toBe("Failed");
  });

  test("that breaks off is a failed attempt", async () => {
    const app = await serveRaw((_, index) =>
      index === 0
        ? { status: 200, headers: { ...sdkHeaders, "content-length": "100" }, body: "half" }
        : result("whole"),
    );
    apps.push(app);
    const started = startRaw(engine.url, newKey(), app.url);
    await until(() => app.calls.length > 0, "the first call");
    await pause(50);
    app.breakOff();
    const run = await endOfRun(engine.url, await started);
    expect(run.output).toBe("whole");
    expect(app.calls[1]?.body.ctx.attempt).toBe(1);
  });
});

test("a streamed answer counts as the one it wraps, with its headers", async () => {
  const streamed = (status: number, body: unknown, headers: Record<string, string> = {}) => ({
    status: 201,
    headers: { "x-inngest-sdk": "js:v4.24.0" },
    body: `   ${JSON.stringify({ status, headers: { ...sdkHeaders, ...headers }, body: JSON.stringify(body) })}`,
  });
  const { run, calls } = await play([
    streamed(206, [{ id: "a", op: "StepRun", data: 1 }]),
    streamed(400, { name: "E", message: "again" }, { "x-inngest-no-retry": "false" }),
    streamed(200, "streamed"),
  ]);
  expect(run).toMatchObject({ status: "Completed", output: "streamed" });
  expect(calls.map(({ body }) => body.version)).toEqual([-1, 2, 2]);
});
