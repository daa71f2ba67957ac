import { describe, expect, test } from "vitest";
import { completeStepId } from "./ids.ts";
import { newKey, pause, postJson, until } from "./testing/engine-fixture.ts";
import { engineOfFile } from "./testing/engine-of-file.ts";
import {
  endOfRun,
  ops,
  playerOn,
  type RawReply,
  result,
  serveRaw,
  startRaw,
  stepIdOf,
} from "./testing/raw-app.ts";

const target = engineOfFile();
const { engine, apps } = target;

const play = playerOn(target);

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
