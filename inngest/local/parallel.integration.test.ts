import type { Inngest } from "inngest";
import { beforeAll, describe, expect, test } from "vitest";
import { Diary, newKey, pause, serveApp, testClient } from "./testing/engine-fixture.ts";
import { engineOfFile } from "./testing/engine-of-file.ts";

const diary = new Diary();
const { engine, apps } = engineOfFile();

/** Notes that a body ran, and how often. */
const body = (k: string, name: string, work?: () => unknown) => async () => {
  diary.note(k, "body", name);
  return (await work?.()) ?? name;
};

function groups(client: Inngest) {
  const options = (id: string) => ({ id, retries: 0 as const, triggers: { event: `${client.id}/${id}` } });
  return [
    client.createFunction(options("hundred"), async ({ event, step }) => {
      const { k } = event.data;
      const all = await Promise.all(
        Array.from({ length: 100 }, (_, n) =>
          step.run(
            `n${n}`,
            body(k, `n${n}`, () => n),
          ),
        ),
      );
      diary.note(
        k,
        "done",
        all.reduce((sum: number, n) => sum + Number(n), 0),
      );
    }),
    client.createFunction(options("loop"), async ({ event, step }) => {
      let sum = 0;
      for (let n = 0; n < 200; n++)
        sum += Number(
          await step.run(
            "same",
            body(event.data.k, `${n}`, () => n),
          ),
        );
      diary.note(event.data.k, "done", sum);
    }),
    client.createFunction(options("nested"), async ({ event, step }) => {
      const { k } = event.data;
      const run = (name: string) => step.run(name, body(k, name));
      const chain = async (name: string) => {
        const first = await run(`${name}1`);
        const inner = await Promise.all([run(`${name}2`), run(`${name}3`), step.sleep(`${name} nap`, "1s")]);
        return [first, ...inner, await run(`${name}4`)].join(" ");
      };
      const both = await Promise.all([chain("a"), chain("b"), run("c")]);
      diary.note(k, "done", [...both, await run("end")]);
    }),
    client.createFunction(options("any"), async ({ event, step }) => {
      const { k } = event.data;
      const fail = body(k, "fails", () => {
        throw new Error("fails");
      });
      const first = await Promise.any([step.run("fails", fail), step.run("wins", body(k, "wins"))]);
      const last = await step.run("last", body(k, "last"));
      diary.note(k, "done", [first, last]);
    }),
    client.createFunction(options("mixed"), async ({ event, step }) => {
      const { k } = event.data;
      const [run, wait, nap, child, fetched, failed] = await Promise.all([
        step.run("run", body(k, "run")),
        step.waitForEvent("wait", { event: `${client.id}/never`, timeout: "1s" }),
        step.sleep("nap", "1s"),
        step.invoke("child", { function: child_, data: { k } }),
        step.fetch(`${engine.url}/health`).then((response) => response.status),
        step
          .run("bad", () => {
            throw new RangeError("bad");
          })
          .catch((error: Error) => error.name),
      ]);
      diary.note(k, "done", { run, wait, nap, child, fetched, failed });
    }),
    client.createFunction(options("unjoined"), async ({ event, step }) => {
      const { k } = event.data;
      const slow = step.run(
        "slow",
        body(k, "slow", () => pause(200)),
      );
      const fast = await step.run("fast", body(k, "fast"));
      const after = await step.run("after", body(k, "after"));
      diary.note(k, "done", [fast, after]);
      await slow;
    }),
    client.createFunction({ ...options("each"), optimizeParallelism: false }, async ({ event, step }) => {
      const { k } = event.data;
      const first = await Promise.race([
        step.run(
          "slow",
          body(k, "slow", () => until(() => diary.all(k, "next").length > 0)),
        ),
        step.run("fast", body(k, "fast")),
      ]);
      await step.run("next", async () => {
        diary.note(k, "body", "next");
        diary.note(k, "next");
      });
      const chain = await Promise.all([
        step.run("x1", body(k, "x1")).then(() => step.run("x2", body(k, "x2"))),
        step.run("y1", body(k, "y1")).then(() => step.run("y2", body(k, "y2"))),
      ]);
      diary.note(k, "done", [first, ...chain]);
    }),
    client.createFunction(options("rounds"), async ({ event, step, group }) => {
      const { k } = event.data;
      const winners: unknown[] = [];
      for (let round = 0; round < 3; round++) {
        const racer = (name: string, delay: number) =>
          step.run(
            `${name}${round}`,
            body(k, `${name}${round}`, () => pause(delay)),
          );
        winners.push(
          await group.parallel(() =>
            Promise.race([racer("slow", 400), racer("fast", 1), racer("slower", 500)]),
          ),
        );
      }
      diary.note(k, "done", winners);
    }),
  ];
}

let child_: ReturnType<Inngest["createFunction"]>;

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(10);
}

describe.each([
  ["with checkpointing", "parallel-checkpointing", true],
  ["one step per call", "parallel-classic", false],
])("%s", (_, id, checkpointing) => {
  const keys = new Map<string, string>();
  const started = (name: string): string => keys.get(name) ?? "";

  // All runs go on side by side, the tests look at one each.
  beforeAll(async () => {
    const client = testClient(id, engine.url, checkpointing);
    child_ = client.createFunction({ id: "child", triggers: { event: `${id}/child` } }, () => "child");
    const functions = groups(client);
    apps.push(await serveApp(client, [child_, ...functions]));
    for (const definition of functions) keys.set(definition.id(), newKey());
    await client.send([...keys].map(([name, k]) => ({ name: `${id}/${name}`, data: { k } })));
  });

  const bodies = (k: string) => diary.all<string>(k, "body").toSorted();

  test("a hundred parallel steps each run once and are joined", async () => {
    const k = started("hundred");
    expect(await diary.wait(k, "done")).toBe(4950);
    expect(new Set(bodies(k)).size).toBe(100);
    expect(bodies(k)).toHaveLength(100);
  });

  test("the same id two hundred times in a loop is two hundred steps", async () => {
    const k = started("loop");
    expect(await diary.wait(k, "done")).toBe(19_900);
    expect(bodies(k)).toHaveLength(200);
  });

  test("groups inside the chains of a group run every step once", async () => {
    const k = started("nested");
    expect(await diary.wait(k, "done")).toEqual(["a1 a2 a3  a4", "b1 b2 b3  b4", "c", "end"]);
    expect(bodies(k)).toEqual(["a1", "a2", "a3", "a4", "b1", "b2", "b3", "b4", "c", "end"]);
  });

  test("Promise.any takes the one that succeeds", async () => {
    const k = started("any");
    expect(await diary.wait(k, "done")).toEqual(["wins", "last"]);
  });

  test("steps of every kind may stand in one group", async () => {
    const k = started("mixed");
    expect(await diary.wait(k, "done")).toEqual({
      run: "run",
      wait: null,
      nap: null,
      child: "child",
      fetched: 200,
      failed: "RangeError",
    });
    expect(bodies(k)).toEqual(["run"]);
  });

  test("a step that nobody waits for yet runs beside the others", async () => {
    const k = started("unjoined");
    expect(await diary.wait(k, "done")).toEqual(["fast", "after"]);
    expect(bodies(k)).toEqual(["after", "fast", "slow"]);
  });

  test("without joined groups a function goes on after each step of a group", async ({ expect }) => {
    const k = started("each");
    expect(await diary.wait(k, "done")).toEqual(["fast", "x2", "y2"]);
    expect(bodies(k)).toEqual(["fast", "next", "slow", "x1", "x2", "y1", "y2"]);
  });

  test("races that follow each other each go to the fastest", async () => {
    const k = started("rounds");
    expect(await diary.wait(k, "done")).toEqual(["fast0", "fast1", "fast2"]);
    expect(bodies(k)).toHaveLength(new Set(bodies(k)).size);
  });
});
