import { beforeAll, describe, expect, test } from "vitest";
import { Diary, newKey, pause, serveApp, testClient } from "./testing/engine-fixture.ts";
import { engineOfFile } from "./testing/engine-of-file.ts";

const diary = new Diary();
const calls = new Map<string, number>();

const { engine, apps } = engineOfFile();

function stepFunctions(client: ReturnType<typeof testClient>) {
  const define = (id: string, handler: Parameters<typeof client.createFunction>[1]) =>
    client.createFunction({ id, retries: 0, triggers: { event: `${client.id}/${id}` } }, handler);
  return [
    define("sequence", async ({ event, step }) => {
      const { k } = event.data;
      const a = await step.run("a", () => {
        diary.note(k, "a");
        return { date: new Date(0), nothing: undefined, text: "nul \u0000 and \ud800" };
      });
      const b = await step.run("b", () => diary.note(k, "b"));
      const c: number[] = [];
      for (let i = 0; i < 3; i++) {
        c.push(
          await step.run("loop", () => {
            diary.note(k, "loop");
            return i;
          }),
        );
      }
      diary.note(k, "done", { a, b, c });
    }),
    define("parallel", async ({ event, step }) => {
      const { k } = event.data;
      const slow = (name: string) => async () => {
        diary.note(k, `${name} starts`);
        await pause(150);
        diary.note(k, `${name} ends`);
        return name;
      };
      const joined = await Promise.all([
        step.run("x", slow("x")),
        step.run("y", slow("y")),
        step.sleep("z", "1s"),
      ]);
      const after = await step.run("after", () => {
        diary.note(k, "after");
        return joined.join("");
      });
      diary.note(k, "done", { joined, after });
    }),
    define("chains", async ({ event, step }) => {
      const { k } = event.data;
      const chain = async (name: string) => {
        const first = await step.run(`${name}1`, () => {
          diary.note(k, "body");
          return name;
        });
        return step.run(`${name}2`, () => {
          diary.note(k, "body");
          return `${first}2`;
        });
      };
      diary.note(k, "done", await Promise.all([chain("p"), chain("q"), chain("r")]));
    }),
    define("race", async ({ event, step, group }) => {
      const { k } = event.data;
      const slow = async () => {
        await pause(1200);
        diary.note(k, "slow ends");
        return "slow";
      };
      const winner = await group.parallel({ mode: "race" }, () =>
        Promise.race([step.run("slow", slow), step.run("fast", async () => "fast")]),
      );
      await step.run("after", () => diary.note(k, "after"));
      diary.note(k, "done", winner);
    }),
    define("order", async ({ event, step }) => {
      const order: string[] = [];
      await Promise.all([
        step.run("slow", () => pause(300)).then(() => order.push("slow")),
        step.run("fast", () => 1).then(() => order.push("fast")),
      ]);
      await step.run("last", () => 1);
      diary.note(event.data.k, "done", order);
    }),
    define("sleep", async ({ event, step }) => {
      diary.note(event.data.k, "start");
      await step.sleep("for", "1s");
      await step.sleepUntil("until", new Date(event.data.at));
      diary.note(event.data.k, "done", Date.now());
    }),
    define("large", async ({ event, step }) => {
      let size = 0;
      for (let i = 0; i < 6; i++) size += (await step.run(`part${i}`, () => "x".repeat(900_000))).length;
      await step.sleep("come back with all of it", "1s");
      diary.note(event.data.k, "done", size);
    }),
    client.createFunction(
      {
        id: "yield",
        retries: 0,
        triggers: { event: `${client.id}/yield` },
        checkpointing: { maxRuntime: 100 },
      },
      async ({ event, step }) => {
        let sum = 0;
        for (let i = 0; i < 4; i++) {
          sum += await step.run(`s${i}`, async () => {
            diary.note(event.data.k, "body");
            await pause(60);
            return 1;
          });
        }
        diary.note(event.data.k, "done", sum);
      },
    ),
  ];
}

describe.each([
  ["with checkpointing", "steps-checkpointing", true],
  ["one step per call", "steps-classic", false],
])("%s", (_, id, checkpointing) => {
  let send: (name: string, more?: Record<string, unknown>) => Promise<string>;

  beforeAll(async () => {
    const client = testClient(id, engine.url, checkpointing);
    const onRequest = ({ method }: { method?: string }) => {
      if (method === "POST") calls.set(id, (calls.get(id) ?? 0) + 1);
    };
    apps.push(await serveApp(client, stepFunctions(client), { onRequest }));
    send = async (name, more = {}) => {
      const k = newKey();
      await client.send({ name: `${id}/${name}`, data: { k, ...more } });
      return k;
    };
  });

  test("each body of a sequence runs once and its result comes back as JSON", async () => {
    const k = await send("sequence");
    expect(await diary.wait(k, "done")).toEqual({
      a: { date: "1970-01-01T00:00:00.000Z", text: "nul \u0000 and \ud800" },
      b: null,
      c: [0, 1, 2],
    });
    expect([diary.all(k, "a"), diary.all(k, "b"), diary.all(k, "loop")].map((all) => all.length)).toEqual([
      1, 1, 3,
    ]);
  });

  test("a run of five steps takes one call with checkpointing, one per step without", async () => {
    const before = calls.get(id) ?? 0;
    await diary.wait(await send("sequence"), "done");
    expect((calls.get(id) ?? 0) - before).toBe(checkpointing ? 1 : 6);
  });

  test("parallel steps overlap, each runs once, and what follows waits for all of them", async () => {
    const k = await send("parallel");
    expect(await diary.wait(k, "done")).toEqual({ joined: ["x", "y", null], after: "xy" });
    const at = (what: string) => diary.entries(k, what)[0]?.at ?? 0;
    expect(at("y starts")).toBeLessThan(at("x ends"));
    expect(at("x starts")).toBeLessThan(at("y ends"));
    expect(
      diary.all(k, "x starts").length + diary.all(k, "y starts").length + diary.all(k, "after").length,
    ).toBe(3);
  });

  test("independent chains run every step once", async () => {
    const k = await send("chains");
    expect(await diary.wait(k, "done")).toEqual(["p2", "q2", "r2"]);
    expect(diary.all(k, "body")).toHaveLength(6);
  });

  test("after a race the function goes on before the slow branch ends", async () => {
    const k = await send("race");
    expect(await diary.wait(k, "done")).toBe("fast");
    await diary.wait(k, "slow ends");
    expect(diary.entries(k, "after")[0]?.at).toBeLessThan(diary.entries(k, "slow ends")[0]?.at ?? 0);
    expect(diary.all(k, "after")).toHaveLength(1);
  });

  test("parallel steps resolve in the order in which they finished", async () => {
    expect(await diary.wait(await send("order"), "done")).toEqual(["fast", "slow"]);
  });

  test("sleep and sleepUntil do not end early", async () => {
    const at = Date.now() + 2200;
    const k = await send("sleep", { at });
    expect(await diary.wait<number>(k, "done")).toBeGreaterThanOrEqual(at);
  });

  test("state that is too large for a call is fetched by the SDK", async () => {
    expect(await diary.wait(await send("large"), "done")).toBe(5_400_000);
  });

  test("a function that yields after its runtime goes on where it was", async () => {
    const k = await send("yield");
    expect(await diary.wait(k, "done")).toBe(4);
    expect(diary.all(k, "body")).toHaveLength(4);
  });
});
