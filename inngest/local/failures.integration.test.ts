import { NonRetriableError, RetryAfterError } from "inngest";
import { beforeAll, describe, expect, test } from "vitest";
import { Diary, newKey, serveApp, testClient, until } from "./testing/engine-fixture.ts";
import { engineOfFile } from "./testing/engine-of-file.ts";

const diary = new Diary();
const { engine, apps } = engineOfFile();

function failingFunctions(client: ReturnType<typeof testClient>) {
  const options = (id: string, retries: 0 | 1 | 2 | 3) => ({
    id,
    retries,
    triggers: { event: `${client.id}/${id}` },
  });
  return [
    client.createFunction(options("flaky", 3), async ({ event, step, attempt, maxAttempts }) => {
      const { k } = event.data;
      const fails = (what: string, times: number) => () => {
        diary.note(k, what, attempt);
        if (diary.all(k, what).length <= times) throw new TypeError("not yet");
        return what;
      };
      const a = await step.run("first", fails("first", 2));
      const b = await step.run("second", fails("second", 1));
      diary.note(k, "done", { a, b, maxAttempts });
    }),
    client.createFunction(options("caught", 1), async ({ event, step }) => {
      const { k } = event.data;
      const fail = () => {
        diary.note(k, "try");
        throw new RangeError("nope", { cause: new Error("root") });
      };
      const error = await step.run("bad", fail).catch((caught: Error) => caught);
      const { name, message, cause } = error as Error;
      const recovered = await step.run("recover", () => "recovered");
      diary.note(k, "done", { name, message, cause: (cause as Error)?.message, recovered });
    }),
    client.createFunction(options("final", 3), async ({ event, step }) => {
      const { k } = event.data;
      const fail = () => {
        diary.note(k, "try");
        throw new NonRetriableError("stop");
      };
      const error = await step.run("bad", fail).catch((caught: Error) => caught);
      diary.note(k, "done", (error as Error).message);
    }),
    client.createFunction(options("later", 1), async ({ event, step }) => {
      const { k } = event.data;
      await step.run("busy", () => {
        diary.note(k, "try");
        if (diary.all(k, "try").length === 1) throw new RetryAfterError("later", 1500);
      });
      diary.note(k, "done");
    }),
    client.createFunction(
      {
        ...options("broken", 1),
        onFailure: ({ event, error }) =>
          diary.note(event.data.event.data.k, "failure", {
            name: error.name,
            message: error.message,
            data: event.data,
          }),
      },
      ({ event, attempt }) => {
        diary.note(event.data.k, "try", attempt);
        throw new TypeError("the function broke");
      },
    ),
    client.createFunction(
      {
        ...options("uncaught", 1),
        onFailure: ({ event, error }) => diary.note(event.data.event.data.k, "failure", error.message),
      },
      ({ event, step }) =>
        step.run("bad", () => {
          diary.note(event.data.k, "try");
          throw new Error("deep");
        }),
    ),
    client.createFunction(options("settled", 0), async ({ event, step }) => {
      const settled = await Promise.allSettled([
        step.run("good", () => 1),
        step.run("bad", () => {
          throw new Error("bad");
        }),
      ]);
      await step.run("end", () => 1);
      diary.note(
        event.data.k,
        "done",
        settled.map(({ status }) => status),
      );
    }),
    client.createFunction(options("oversized", 0), async ({ event, step }) => {
      const large = () => "x".repeat(4 * 1024 * 1024 + 1);
      const error = await step.run("large", large).catch((caught: Error) => caught);
      await step.run("report", () => diary.note(event.data.k, "done", (error as Error).message));
    }),
  ];
}

describe.each([
  ["with checkpointing", "failures-checkpointing", true],
  ["one step per call", "failures-classic", false],
])("%s", (_, id, checkpointing) => {
  let send: (name: string) => Promise<string>;

  beforeAll(async () => {
    const client = testClient(id, engine.url, checkpointing);
    apps.push(await serveApp(client, failingFunctions(client)));
    send = async (name) => {
      const k = newKey();
      await client.send({ name: `${id}/${name}`, data: { k } });
      return k;
    };
  });

  test("a failing step is tried again and the next step starts at attempt 0", async () => {
    const k = await send("flaky");
    expect(await diary.wait(k, "done")).toEqual({ a: "first", b: "second", maxAttempts: 4 });
    expect([diary.all(k, "first"), diary.all(k, "second")]).toEqual([
      [0, 1, 2],
      [0, 1],
    ]);
  });

  test("a step without attempts left throws an error that the function can catch", async () => {
    const k = await send("caught");
    expect(await diary.wait(k, "done")).toEqual({
      name: "RangeError",
      message: "nope",
      cause: "root",
      recovered: "recovered",
    });
    expect(diary.all(k, "try")).toHaveLength(2);
  });

  test("a NonRetriableError is not tried again", async () => {
    const k = await send("final");
    expect(await diary.wait(k, "done")).toBe("stop");
    expect(diary.all(k, "try")).toHaveLength(1);
  });

  test("RetryAfterError decides when the next attempt is made", async () => {
    const k = await send("later");
    await diary.wait(k, "done");
    const [first, second] = diary.entries(k, "try").map(({ at }) => at);
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(1000);
  });

  test("a failed function is tried again and then its onFailure runs once", async () => {
    const k = await send("broken");
    const failure = await diary.wait<{ data: Record<string, unknown> }>(k, "failure");
    expect(failure).toMatchObject({
      name: "TypeError",
      message: "the function broke",
      data: { function_id: `${id}-broken`, event: { data: { k } } },
    });
    expect(diary.all(k, "try")).toEqual([0, 1]);
    expect(diary.all(k, "failure")).toHaveLength(1);
  });

  test("an uncaught step error fails the run without further tries", async () => {
    const k = await send("uncaught");
    expect(await diary.wait(k, "failure")).toBe("deep");
    expect(diary.all(k, "try")).toHaveLength(2);
  });

  test("one branch of a parallel group may fail", async () => {
    expect(await diary.wait(await send("settled"), "done")).toEqual(["fulfilled", "rejected"]);
  });

  test("a step output over 4 MiB becomes an error of the step", async () => {
    expect(await diary.wait(await send("oversized"), "done")).toMatch(/larger than 4194304 bytes/);
  });
});

test("a refused connection uses up no attempt: the run goes on when the app is back", async () => {
  const client = testClient("returning", engine.url);
  const define = () =>
    client.createFunction(
      { id: "f", retries: 0, triggers: { event: "returning/go" } },
      ({ event, attempt }) => {
        diary.note(event.data.k, "done", attempt);
      },
    );
  const first = await serveApp(client, [define()]);
  await first.close();
  const k = newKey();
  await client.send({ name: "returning/go", data: { k } });
  await until(async () => {
    const { body } = { body: await (await fetch(`${engine.url}/v1/status`)).json() };
    return body.running > 0;
  }, "the first try");
  apps.push(await serveApp(client, [define()], { port: first.port, register: false }));
  expect(await diary.wait(k, "done")).toBe(0);
});
