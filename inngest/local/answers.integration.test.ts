import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { completeStepId } from "./ids.ts";
import { newKey, pause, postJson, startTestEngine, until } from "./testing/engine-fixture.ts";
import {
  endOfRun,
  ops,
  type RawCall,
  type RawReply,
  result,
  sdkHeaders,
  serveRaw,
  startRaw,
} from "./testing/raw-app.ts";

let engine: Awaited<ReturnType<typeof startTestEngine>>;
const apps: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  engine = await startTestEngine();
});

afterAll(async () => {
  for (const app of apps) await app.close();
  await engine.close();
});

/** Runs a function that answers its calls with these replies, the last one from then on, and gives its end. */
async function play(replies: (RawReply | ((call: RawCall) => RawReply))[], retries = 3) {
  const app = await serveRaw((call, index) => {
    const reply = replies[Math.min(index, replies.length - 1)] ?? result(null);
    return typeof reply === "function" ? reply(call) : reply;
  });
  apps.push(app);
  const run = await endOfRun(engine.url, await startRaw(engine.url, newKey(), app.url, retries));
  return { run, calls: app.calls };
}

const stepIdOf = ({ url }: RawCall) => url.searchParams.get("stepId");

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

describe("operations", () => {
  test("of every kind may come in one answer: what is planned is joined, then the function goes on", async () => {
    const byStep: Record<string, RawReply> = {
      p: ops({ id: "p", op: "StepRun", data: "p" }),
      q: ops({ id: "q", op: "StepFailed", error: { name: "E", message: "q failed" } }),
    };
    const group = [
      { id: "r", op: "StepRun", data: "r" },
      { id: "f", op: "StepFailed", error: { name: "F", message: "f failed" } },
      { id: "s", op: "Sleep", name: "1s" },
      { id: "w", op: "WaitForEvent", name: "never", opts: { timeout: "1s" } },
      { id: "p", op: "StepPlanned", name: "p" },
      { id: "q", op: "StepPlanned", name: "q" },
    ];
    const app = await serveRaw((call, index) => {
      if (index === 0) return ops(...group);
      const own = byStep[stepIdOf(call) ?? ""];
      return own ?? result(call.body.steps);
    });
    apps.push(app);
    const run = await endOfRun(engine.url, await startRaw(engine.url, newKey(), app.url));
    expect(run.output).toEqual({
      r: { data: "r" },
      f: { error: { name: "F", message: "f failed" } },
      s: null,
      w: null,
      p: { data: "p" },
      q: { error: { name: "E", message: "q failed" } },
    });
    expect(app.calls.map(stepIdOf).toSorted()).toEqual(["p", "q", "step", "step"]);
    const planned = app.calls.find((call) => stepIdOf(call) === "p");
    expect(planned?.body.ctx).toMatchObject({ disable_immediate_execution: true });
  });

  test("buffered results that come with the end of the function count", async () => {
    const { run } = await play([
      ops({ id: "a", op: "StepRun", data: 1 }, { id: completeStepId, op: "RunComplete", data: { a: 1 } }),
    ]);
    expect(run).toMatchObject({ status: "Completed", output: { a: 1 } });
    const detail = await (await fetch(`${engine.url}/v1/runs/${run.run_id}`)).json();
    expect(detail.data.steps).toMatchObject([{ id: "a", op: "StepRun", result: { data: 1 } }]);
  });

  test("that are repeated don't happen twice", async () => {
    const twice = ops(
      { id: "s", op: "Sleep", name: "1s" },
      { id: "w", op: "WaitForEvent", name: "never", opts: { timeout: "1s" } },
    );
    const { run, calls } = await play([
      twice,
      ({ body }) => ("s" in body.steps && "w" in body.steps ? result("both") : twice),
    ]);
    expect(run.output).toBe("both");
    expect(calls.length).toBeLessThanOrEqual(3);
  });

  test.each([
    ["a duration in the options", { name: "ignored", opts: { duration: "1s" } }],
    ["no duration", { name: "" }],
    ["a date that is over", { name: "2001-01-01T00:00:00.000Z" }],
    ["a date with an offset that is over", { name: "2001-01-01T00:00:00+02:00" }],
  ])("a sleep with %s ends", async (_, sleep) => {
    const { run } = await play([ops({ id: "s", op: "Sleep", ...sleep }), ({ body }) => result(body.steps)]);
    expect(run.output).toEqual({ s: null });
  });

  test.each([
    ["a sleep until nobody knows when", { op: "Sleep", name: "some day" }, /neither a duration nor a date/],
    ["a wait for no event", { op: "WaitForEvent", opts: { timeout: "1s" } }, /needs the name of an event/],
    [
      "a wait with a wrong timeout",
      { op: "WaitForEvent", name: "e", opts: { timeout: "soon" } },
      /no timeout/,
    ],
    ["a wait for no signal", { op: "WaitForSignal", opts: { timeout: "1s" } }, /needs a signal/],
    ["an unknown function", { op: "InvokeFunction", opts: { function_id: "x-y" } }, /function with ID: x-y/],
    ["a URL that is none", { op: "Gateway", opts: { url: "file:///etc/passwd" } }, /no http\(s\) URL/],
    [
      "a model",
      { op: "AIGateway", opts: { url: "https://example.com" } },
      /step\.ai\.infer needs Inngest Cloud/,
    ],
  ])("that ask for %s become an error of the step", async (_, op, message) => {
    const { run } = await play([
      ops({ id: "x", ...op }),
      ({ body }) => result((body.steps.x as { error?: { message: string } }).error),
    ]);
    expect(run.output.message).toMatch(message);
  });

  test("a wait whose timeout is empty, as the SDK writes zero, ends at once", async () => {
    const { run } = await play([
      ops({ id: "w", op: "WaitForEvent", name: "never", opts: { timeout: "" } }),
      ({ body }) => result(body.steps),
    ]);
    expect(run.output).toEqual({ w: null });
  });
});

describe("a run that grows too large fails with a reason", () => {
  const tooMany = { name: "TooManySteps", message: "the run has more than 1000 steps" };
  const tooLarge = {
    name: "StateTooLarge",
    message: "the outputs of the run's steps are larger than 33554432 bytes",
  };
  const many = Array.from({ length: 1001 }, (_, n) => ({ id: `s${n}`, op: "StepRun", data: n }));
  const large = Array.from({ length: 9 }, (_, n) => ({ id: `s${n}`, op: "StepRun", data: "x".repeat(4e6) }));

  test.each([
    ["by steps in one answer", [many], tooMany],
    ["by steps one after the other", [many.slice(0, 600), many.slice(400)], tooMany],
    ["by planned steps", [many.map(({ id }) => ({ id, op: "StepPlanned" }))], tooMany],
    ["by outputs", [large], tooLarge],
  ])("%s", async (_, answers, output) => {
    const { run, calls } = await play(answers.map((answer) => ops(...answer)));
    expect(run).toMatchObject({ status: "Failed", output });
    expect(calls).toHaveLength(answers.length);
  });

  test("by steps that it reports while it goes on, and is told to stop", async () => {
    const app = await serveRaw(() => new Promise(() => {}));
    apps.push(app);
    const started = await startRaw(engine.url, newKey(), app.url);
    await until(() => app.calls.length > 0, "the call");
    const { run_id, qi_id, generation_id } = app.calls[0]?.body.ctx ?? {};
    const checkpoint = { run_id, qi_id, generation_id, steps: many };
    const answer = await postJson(`${engine.url}/v1/checkpoint/${run_id}/async`, checkpoint);
    expect(answer.status).toBe(409);
    expect(await endOfRun(engine.url, started)).toMatchObject({ status: "Failed", output: tooMany });
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

test("what a function defers is reported once and starts when the run has ended", async () => {
  const deferred = await serveRaw(({ body }) => result(body.event));
  apps.push(deferred);
  const target = newKey();
  await postJson(`${engine.url}/fn/register`, {
    url: deferred.url,
    appName: target,
    functions: [
      {
        id: `${target}-f`,
        triggers: [
          { event: "inngest/deferred.schedule", expression: `event.data._inngest.fn_slug == '${target}-f'` },
        ],
        steps: { step: { runtime: { url: deferred.url } } },
      },
    ],
  });
  const add = (id: string) => ({
    id,
    op: "DeferAdd",
    opts: { fn_slug: `${target}-f`, input: { id } },
    data: null,
  });
  const { run, calls } = await play([
    ops(add("kept"), add("dropped")),
    ops({ id: "dropped:abort", op: "DeferAbort", opts: { target_hashed_id: "dropped" } }, add("kept")),
    result("over"),
  ]);
  expect(calls[2]?.body.defers).toEqual({ kept: { abortable: true }, dropped: { abortable: false } });
  await until(() => deferred.calls.length > 0, "the deferred run");
  await pause(100);
  expect(deferred.calls.map(({ body }) => (body.event as { data: unknown }).data)).toEqual([
    {
      id: "kept",
      _inngest: {
        fn_slug: `${target}-f`,
        parent_fn_slug: calls[0]?.body.ctx.fn_id,
        parent_run_id: run.run_id,
      },
    },
  ]);
});
