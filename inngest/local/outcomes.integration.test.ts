import { type Inngest, Middleware, NonRetriableError, RetryAfterError } from "inngest";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { Diary, newKey, serveApp, testClient } from "./testing/engine-fixture.ts";
import { engineOfFile } from "./testing/engine-of-file.ts";
import { endOfRun } from "./testing/raw-app.ts";

const diary = new Diary();
const { engine, apps } = engineOfFile();

class CustomError extends Error {
  override name = "CustomError";
}

const megabyte = 1024 * 1024;
const values = {
  nothing: undefined,
  null: null,
  no: false,
  zero: 0,
  empty: "",
  unicode: "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 \u2028 \u0000 👩‍💻 \ud800",
  date: new Date(0),
  nested: { a: [1, [2, { b: null }]], __proto__: null },
  "memo look-alike": { data: 1 },
  "error look-alike": { error: { name: "E", message: "m" } },
  "input look-alike": { input: [1] },
};

const throwing: Record<string, () => never> = {
  "a chain of causes": () => {
    throw new Error("top", { cause: new TypeError("middle", { cause: new RangeError("root") }) });
  },
  "an error of its own class": () => {
    throw new CustomError("custom");
  },
  "a text": () => {
    throw "just text";
  },
  "an object": () => {
    throw { code: 42 };
  },
};

/** Wraps what steps give before it leaves the app and unwraps it in the function, as encryption does. */
class Wrapping extends Middleware.BaseMiddleware {
  override id = "wrapping";
  override async wrapStepHandler({ next }: Middleware.WrapStepHandlerArgs) {
    return { wrapped: await next() };
  }
  override async wrapStep({ next, stepInfo }: Middleware.WrapStepArgs) {
    const result = await next();
    return stepInfo.stepType === "run" ? (result as { wrapped: unknown }).wrapped : result;
  }
}

function outcomes(client: Inngest) {
  const options = (id: string, retries: 0 | 1 | 20 = 0) => ({
    id,
    retries,
    triggers: { event: `${client.id}/${id}` },
  });
  return [
    client.createFunction(options("values"), async ({ event, step }) => {
      const seen: Record<string, unknown> = {};
      for (const [name, value] of Object.entries(values)) seen[name] = await step.run(name, () => value);
      // A second call gets all of it from the engine.
      await step.sleep("come back", "1s");
      diary.note(event.data.k, "done", seen);
      return seen;
    }),
    client.createFunction(options("errors"), async ({ event, step }) => {
      const seen: Record<string, unknown> = {};
      for (const [name, body] of Object.entries(throwing)) {
        const error = await step.run(name, body).catch((caught: Error) => caught);
        const causes: string[] = [];
        for (let at = error as Error | undefined; at; at = at.cause as Error | undefined)
          causes.push(`${at.name}: ${at.message}`);
        seen[name] = causes;
      }
      diary.note(event.data.k, "done", seen);
    }),
    client.createFunction(options("persistent", 20), async ({ event, step, maxAttempts }) => {
      const attempts = await step.run("try", () => {
        diary.note(event.data.k, "try");
        if (diary.all(event.data.k, "try").length < 21) throw new Error("not yet");
        return maxAttempts;
      });
      diary.note(event.data.k, "done", attempts);
    }),
    client.createFunction(options("keeps", 1), async ({ event, step, attempt }) => {
      await step.run("before", () => diary.note(event.data.k, "before"));
      if (attempt === 0) throw new Error("after the step");
      diary.note(event.data.k, "done", attempt);
    }),
    client.createFunction(options("promptly", 1), async ({ event, attempt }) => {
      if (attempt === 0) throw new RetryAfterError("soon", new Date(Date.now() - 60_000));
      diary.note(event.data.k, "done", attempt);
    }),
    client.createFunction(
      {
        ...options("reported", 0),
        onFailure: async ({ event, error, step, attempt, maxAttempts, runId }) => {
          const { k } = event.data.event.data;
          const tries = await step.run("report", () => {
            diary.note(k, "report");
            if (diary.all(k, "report").length === 1) throw new Error("the report failed");
            return diary.all(k, "report").length;
          });
          diary.note(k, "done", { tries, attempt, maxAttempts, data: event.data, name: error.name, runId });
        },
      },
      async ({ step }) => {
        await step.run("fine", () => 1);
        throw new NonRetriableError("fatal", { cause: new Error("why") });
      },
    ),
    client.createFunction(options("large result"), () => "x".repeat(4 * megabyte)),
    client.createFunction(
      { ...options("buffered"), checkpointing: { bufferedSteps: 3 } },
      async ({ event, step }) => {
        let sum = 0;
        for (let n = 0; n < 7; n++) sum += await step.run(`s${n}`, () => n);
        diary.note(event.data.k, "done", sum);
        return sum;
      },
    ),
    client.createFunction({ ...options("wrapped"), middleware: [Wrapping] }, async ({ event, step }) => {
      const first = await step.run("secret", () => "secret");
      await step.sleep("come back", "1s");
      diary.note(event.data.k, "done", first);
    }),
    client.createFunction(options("published"), async ({ event, step }) => {
      const topic = { channel: "c", topic: "t", config: { schema: z.unknown() } };
      const text = await step.realtime.publish("text", topic, "not JSON");
      const object = await step.realtime.publish("object", topic, { a: 1 });
      diary.note(event.data.k, "done", [text, object]);
    }),
    client.createFunction(options("sleeps"), async ({ event, step }) => {
      await step.sleep("a moment", 10);
      await step.sleep("none", 0);
      await step.sleepUntil("past", new Date(0));
      await step.sleepUntil("past as text", "2001-02-03T04:05:06Z");
      const wait = await step.waitForEvent("none left", { event: "never", timeout: 0 });
      diary.note(event.data.k, "done", wait);
      await step.sleep("years", "3y");
    }),
  ];
}

describe.each([
  ["with checkpointing", "outcomes-checkpointing", true, false],
  ["one step per call", "outcomes-classic", false, false],
  ["one step per call, streamed", "outcomes-streamed", false, true],
])("%s", (_, id, checkpointing, streaming) => {
  const started = new Map<string, { k: string; eventId: string }>();
  const of = (name: string) => started.get(name) ?? { k: "", eventId: "" };
  const end = (name: string) => endOfRun(engine.url, of(name).eventId);

  // All runs go on side by side, the tests look at one each.
  beforeAll(async () => {
    const client = testClient(id, engine.url, checkpointing);
    const functions = outcomes(client);
    apps.push(await serveApp(client, functions, { streaming }));
    for (const definition of functions) {
      const k = newKey();
      const { ids } = await client.send({ name: `${id}/${definition.id()}`, data: { k } });
      started.set(definition.id(), { k, eventId: ids[0] ?? "" });
    }
  });

  test("results of any kind come back as JSON has them, from a step and from the function", async () => {
    const expected = { ...JSON.parse(JSON.stringify(values)), nothing: null };
    expect(await diary.wait(of("values").k, "done")).toEqual(expected);
    expect((await end("values")).output).toEqual(expected);
  });

  test("whatever a step throws comes back as an error", async () => {
    expect(await diary.wait(of("errors").k, "done")).toMatchObject({
      "a chain of causes": ["Error: top", "TypeError: middle", "RangeError: root"],
      "an error of its own class": ["CustomError: custom"],
      "a text": [expect.stringContaining("just text")],
      "an object": [expect.stringContaining("42")],
    });
  });

  test("twenty retries are twenty-one attempts", async () => {
    expect(await diary.wait(of("persistent").k, "done")).toBe(21);
  });

  test("a failed function keeps its steps for the next attempt", async () => {
    expect(await diary.wait(of("keeps").k, "done")).toBe(1);
    expect(diary.all(of("keeps").k, "before")).toHaveLength(1);
  });

  test("a moment for the next attempt that is over means soon", async () => {
    expect(await diary.wait(of("promptly").k, "done")).toBe(1);
  });

  test("onFailure gets the run's event, id and error, and is tried again itself", async () => {
    const { k, eventId } = of("reported");
    const run = await end("reported");
    const report = await diary.wait<Record<string, unknown>>(k, "done");
    expect(report).toMatchObject({
      tries: 2,
      maxAttempts: 2,
      name: "NonRetriableError",
      data: {
        function_id: `${id}-reported`,
        run_id: run.run_id,
        event: { id: eventId, name: `${id}/reported`, data: { k } },
        events: [{ id: eventId }],
        error: {
          error: "fatal",
          name: "NonRetriableError",
          message: "fatal",
          stack: expect.stringContaining("fatal"),
          cause: { message: "why" },
        },
        _inngest: { status: "Failed" },
      },
    });
    expect(report.runId).not.toBe(run.run_id);
  });

  test("a result over 4 MiB fails the run with a reason", async () => {
    expect(await end("large result")).toMatchObject({
      status: "Failed",
      output: { message: "the output of the function is larger than 4194304 bytes" },
    });
  });

  test("steps that are saved several at a time all count", async () => {
    expect(await diary.wait(of("buffered").k, "done")).toBe(21);
    const { run_id, output } = await end("buffered");
    expect(output).toBe(21);
    const { data } = await (await fetch(`${engine.url}/v1/runs/${run_id}`)).json();
    expect(data.steps).toHaveLength(7);
  });

  test("middleware may change what is stored", async () => {
    expect(await diary.wait(of("wrapped").k, "done")).toBe("secret");
    const { run_id } = await end("wrapped");
    const { data } = await (await fetch(`${engine.url}/v1/runs/${run_id}`)).json();
    expect(data.steps[0].result).toEqual({ data: { wrapped: "secret" } });
  });

  test("realtime messages are accepted, whether JSON or not", async () => {
    expect(await diary.wait(of("published").k, "done")).toEqual(["not JSON", { a: 1 }]);
  });

  test("sleeps of no time end, sleeps of years are kept", async () => {
    const { k, eventId } = of("sleeps");
    expect(await diary.wait(k, "done")).toBeNull();
    let waiting: { step: string; until: string }[] = [];
    while (waiting.length === 0) {
      const { data } = await (await fetch(`${engine.url}/v1/events/${eventId}/runs`)).json();
      waiting = data[0].waiting;
    }
    expect(waiting[0]).toMatchObject({ step: "years" });
    expect(Date.parse(waiting[0]?.until ?? "")).toBeGreaterThan(Date.now() + 2.9 * 365 * 86_400_000);
  });
});
