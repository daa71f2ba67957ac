import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Inngest } from "inngest";
import { beforeAll, describe, expect, test } from "vitest";
import { Diary, newKey, postJson, serveApp, testClient } from "./testing/engine-fixture.ts";
import { engineOfFile } from "./testing/engine-of-file.ts";
import { endOfRun, type RawRun } from "./testing/raw-app.ts";

const diary = new Diary();
const { engine, apps } = engineOfFile();

function functions(client: Inngest) {
  return [
    client.createFunction(
      { id: "f", retries: 0, triggers: { event: `${client.id}/go` } },
      async ({ event, step }) => {
        const { k } = event.data;
        const note = (name: string) => diary.note(k, "body", name);
        const a = await step.run("a", () => {
          note("a");
          return diary.all(k, "body").length;
        });
        await step.sleep("nap", "1s");
        const both = await Promise.all([step.run("p", () => note("p")), step.run("q", () => note("q"))]);
        const b = await step.run(
          { id: "b", name: "The second" },
          (factor: number) => {
            note("b");
            if (factor === 0) throw new Error("factor 0");
            return a * factor;
          },
          event.data.factor as number,
        );
        const c = await step.run("c", () => {
          note("c");
          return b + 1;
        });
        return { a, b, c, both: both.length };
      },
    ),
  ];
}

describe.each([
  ["with checkpointing", "retry-checkpointing", true],
  ["one step per call", "retry-classic", false],
])("%s", (_, id, checkpointing) => {
  let first: RawRun;
  let k: string;
  let eventId: string;

  const retry = (body: unknown) => postJson(`${engine.url}/v1/runs/${first.run_id}/retry`, body);
  const bodies = () => diary.all(k, "body");
  const detailOf = async (runId: string) =>
    (await (await fetch(`${engine.url}/v1/runs/${runId}`)).json()).data;

  async function outcomeOf(body: unknown) {
    const before = bodies().length;
    const started = await retry(body);
    expect(started.status).toBe(200);
    const run = await endOfRun(engine.url, eventId);
    expect(run.run_id).toBe(started.body.data.run_id);
    return { run, ran: bodies().slice(before).toSorted() };
  }

  beforeAll(async () => {
    const client = testClient(id, engine.url, checkpointing);
    apps.push(await serveApp(client, functions(client)));
    k = newKey();
    const { ids } = await client.send({ name: `${id}/go`, data: { k, factor: 0 } });
    eventId = ids[0] ?? "";
    first = await endOfRun(engine.url, eventId);
  });

  test("a failed run goes on from the failed step, with what was saved before it", async () => {
    expect(first).toMatchObject({ status: "Failed", output: { message: "factor 0" } });
    const { run, ran } = await outcomeOf({ from_step: "b" });
    expect(run).toMatchObject({ status: "Failed", output: { message: "factor 0" } });
    expect(ran).toEqual(["b"]);
  });

  test("the step may get another input", async () => {
    const { run, ran } = await outcomeOf({ from_step: "The second", input: [10] });
    expect(run).toMatchObject({ status: "Completed", output: { a: 1, b: 10, c: 11, both: 2 } });
    expect(ran).toEqual(["b", "c"]);
    expect(await detailOf(run.run_id)).toMatchObject({
      retry_of: first.run_id,
      from_step: expect.stringMatching(/^[0-9a-f]{40}$/),
      steps: [{ name: "a" }, { name: "nap" }, {}, {}, { name: "The second" }, { name: "c" }],
    });
  });

  test("from the first step everything runs again", async () => {
    const { run, ran } = await outcomeOf({ from_step: "a" });
    expect(run.status).toBe("Failed");
    expect(ran).toEqual(["a", "b", "p", "q"]);
  });

  test("the repeated run stays as it is", async () => {
    expect(await detailOf(first.run_id)).toMatchObject({ status: "Failed", retry_of: null });
  });

  test.each([
    ["a step it never had", { from_step: "z" }, 409, /no finished step "z"; it has "a", "nap"/],
    ["an input without a step", { input: [1] }, 409, /needs the step/],
    ["an input for a sleep", { from_step: "nap", input: [1] }, 409, /takes no input/],
    ["an input that is no list", { from_step: "b", input: 1 }, 400, /array/],
    ["an option that doesn't exist", { from: "b" }, 400, /from/],
  ])("is refused from %s", async (_, body, status, message) => {
    const answer = await retry(body);
    expect(answer.status).toBe(status);
    expect(answer.body.error).toMatch(message);
  });

  test("the command line does it too", async () => {
    const run = promisify(execFile);
    const options = ["--from", "b", "--input", "[3]", "--json", "--url", engine.url];
    const { stdout } = await run(process.execPath, ["scripts/engine.ts", "retry", first.run_id, ...options]);
    const ended = await endOfRun(engine.url, eventId);
    expect(ended).toMatchObject({ run_id: JSON.parse(stdout).runId, output: { b: 3, c: 4 } });
  });
});
