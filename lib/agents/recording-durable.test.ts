import { expect, test } from "vitest";
import type { Durable } from "./durable.ts";
import { recordingDurable } from "./recording-durable.ts";

/** An engine that knows the results of the steps in `known`, and notes what it carries out. */
function engine(known: Map<string, unknown>, log: string[]): Durable {
  return {
    async run<Result>(id: string, effect: () => Promise<Result>) {
      if (!known.has(id)) {
        log.push(`step ${id}`);
        known.set(id, await effect());
      }
      return known.get(id) as Result;
    },
    waitForEvent: async (id) => {
      log.push(`wait ${id}`);
      return false;
    },
  };
}

async function workflow(inner: Durable, log: string[]): Promise<void> {
  const durable = recordingDurable(inner);
  const record = (name: string) => async () => void log.push(`record ${name}`);
  durable.keep("a", record("a"));
  durable.keep("b", record("b, replaced"));
  durable.keep("b", record("b"));
  await durable.run("first", async () => log.push("effect first"));
  durable.keep("c", record("c"));
  await durable.waitForEvent("event", { event: "e", if: "true", timeout: "1s" });
  durable.keep("d", record("d"));
  await durable.run("last", async () => log.push("effect last"));
}

test("records are carried out in order, before the next effect or wait", async () => {
  const log: string[] = [];
  await workflow(engine(new Map(), log), log);
  expect(log).toEqual([
    "step first",
    "record a",
    "record b",
    "effect first",
    "step records-before-event",
    "record c",
    "wait event",
    "step last",
    "record d",
    "effect last",
  ]);
});

test("on a replay the records of finished steps are not carried out again", async () => {
  const log: string[] = [];
  await workflow(
    engine(
      new Map<string, unknown>([
        ["first", 1],
        ["records-before-event", null],
      ]),
      log,
    ),
    log,
  );
  expect(log).toEqual(["wait event", "step last", "record d", "effect last"]);
});
