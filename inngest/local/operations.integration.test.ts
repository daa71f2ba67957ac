import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Inngest } from "inngest";
import { beforeAll, describe, expect, test } from "vitest";
import { startEngine } from "./start-engine.ts";
import { Diary, newKey, postJson, serveApp, testClient, until } from "./testing/engine-fixture.ts";
import { engineOfFile } from "./testing/engine-of-file.ts";

const run = promisify(execFile);
const diary = new Diary();
let client: Inngest;

const { engine, apps } = engineOfFile();

beforeAll(async () => {
  client = testClient("ops", engine.url);
  const sleeper = client.createFunction(
    { id: "sleeper", triggers: { event: "o/sleep" } },
    async ({ event, step }) => {
      const before = await step.run("before", () => {
        diary.note(event.data.k, "before");
        return 41;
      });
      const [child, answer] = await Promise.all([
        step.invoke("child", { function: child_, data: { nap: "1s" } }),
        step.waitForEvent("answer", { event: "o/answer", timeout: "30s", match: "data.k" }),
        step.sleep("nap", "1s"),
      ]);
      diary.note(event.data.k, "done", [before + 1, child, answer?.data.v]);
    },
  );
  const child_ = client.createFunction(
    { id: "child", triggers: { event: "o/child" } },
    async ({ event, step }) => {
      await step.sleep("nap", event.data.nap);
      return "child";
    },
  );
  const failing = client.createFunction(
    { id: "failing", retries: 0, triggers: { event: "o/fail" } },
    ({ event }) => {
      if (diary.all(event.data.k, "may succeed").length === 0) throw new Error("not today");
      return "at last";
    },
  );
  apps.push(await serveApp(client, [sleeper, child_, failing]));
});

const get = async (path: string) =>
  (await fetch(engine.url + path, { headers: { connection: "close" } })).json();

async function endOf(eventId: string) {
  let found: { run_id: string; status: string; output: unknown } | undefined;
  await until(async () => {
    found = (await get(`/v1/events/${eventId}/runs`)).data.at(-1);
    return found && ["Completed", "Failed", "Cancelled"].includes(found.status);
  }, "the end of the run");
  return found;
}

test("sleeping, waiting and invoking runs go on after a restart of the engine", async () => {
  const k = newKey();
  const { ids } = await client.send({ name: "o/sleep", data: { k } });
  await until(
    async () => (await get(`/v1/events/${ids[0]}/runs`)).data[0]?.waiting.length === 3,
    "the run to wait",
  );
  await engine.restart();
  const [waiting] = (await get(`/v1/events/${ids[0]}/runs`)).data;
  expect(waiting.waiting.map((wait: { for: string }) => wait.for)).toContain("event");
  await postJson(`${engine.url}/e/test`, { name: "o/answer", data: { k, v: 7 } }, { connection: "close" });
  expect(await diary.wait(k, "done")).toEqual([42, "child", 7]);
  expect(diary.all(k, "before")).toHaveLength(1);
});

describe("a failed run", () => {
  test("is listed with its error, and a retry runs its function again on the same event", async () => {
    const k = newKey();
    const { ids } = await client.send({ name: "o/fail", data: { k } });
    const failed = await endOf(ids[0] ?? "");
    expect(failed).toMatchObject({ status: "Failed", output: { message: "not today" } });
    const listed = await get("/v1/runs?status=failed&function_id=ops-failing");
    expect(listed.data.map(({ run_id }: { run_id: string }) => run_id)).toContain(failed?.run_id);
    diary.note(k, "may succeed");
    const retried = await postJson(`${engine.url}/v1/runs/${failed?.run_id}/retry`, {});
    expect(retried.status).toBe(200);
    await until(
      async () => (await get(`/v1/runs/${retried.body.data.run_id}`)).data.status === "Completed",
      "the retry",
    );
    expect((await get(`/v1/runs/${retried.body.data.run_id}`)).data).toMatchObject({
      output: "at last",
      retry_of: failed?.run_id,
      events: [{ data: { k } }],
    });
  });

  test("can't be cancelled, and a run that goes on can't be retried", async () => {
    const { ids } = await client.send({ name: "o/fail", data: { k: newKey() } });
    const failed = await endOf(ids[0] ?? "");
    expect((await fetch(`${engine.url}/v1/runs/${failed?.run_id}`, { method: "DELETE" })).status).toBe(409);
    const sent = await client.send({ name: "o/child", data: { nap: "30s" } });
    await until(async () => (await get(`/v1/events/${sent.ids[0]}/runs`)).data[0]?.waiting.length, "the nap");
    const [napping] = (await get(`/v1/events/${sent.ids[0]}/runs`)).data;
    expect((await postJson(`${engine.url}/v1/runs/${napping.run_id}/retry`, {})).status).toBe(409);
    expect((await fetch(`${engine.url}/v1/runs/${napping.run_id}`, { method: "DELETE" })).status).toBe(200);
    expect((await fetch(`${engine.url}/v1/runs/unknown`, { method: "DELETE" })).status).toBe(404);
  });
});

describe("the command line", () => {
  const cli = (...args: string[]) => run(process.execPath, ["scripts/engine.ts", ...args]);

  test("shows status and runs, cancels and retries", async () => {
    const sent = await client.send({ name: "o/child", data: { nap: "30s" } });
    await until(async () => (await get(`/v1/events/${sent.ids[0]}/runs`)).data[0]?.waiting.length, "the nap");
    const at = ["--url", engine.url];
    const read = async (...args: string[]) => JSON.parse((await cli(...args, "--json", ...at)).stdout);
    expect(await read("status")).toMatchObject({ queueDepth: 0, counts: { waiting: expect.any(Number) } });
    expect((await cli("status", ...at)).stdout).toMatch(/^function +starts on +at once +attempts$/m);
    const [{ id, waits }] = (await read("runs", "--status", "waiting", "--function", "ops-child")).runs;
    expect(waits).toMatchObject([{ kind: "sleep", step: "nap" }]);
    expect((await cli("runs", "--status", "waiting", ...at)).stdout).toMatch(`${id}  ops-child`);
    expect((await cli("run", id, ...at)).stdout).toMatch("Waits for its time to come since");
    expect((await cli("cancel", id, ...at)).stdout).toBe(`Cancelled ${id}.\n`);
    expect((await get(`/v1/runs/${id}`)).data.status).toBe("Cancelled");
    const again = await read("retry", id);
    await cli("cancel", again.runId, ...at);
    expect(await read("run", again.runId)).toMatchObject({ retryOf: id, status: "cancelled" });
  });

  test("refuses a data directory that is in use, in one sentence that names the process", async () => {
    const refused = await cli("serve", "--port", "0", "--data", engine.dataDir).catch((error) => error);
    expect(refused.code).toBe(1);
    expect(refused.stderr.trim()).toBe(
      `The engine's data directory ${engine.dataDir} is in use by process ${process.pid}; stop that process or choose another directory.`,
    );
  });

  test("says that a port is taken, that nothing answers, and how it is used", async () => {
    const empty = await mkdtemp(join(tmpdir(), "engine-"));
    const port = new URL(engine.url).port;
    const problems = [
      await cli("serve", "--port", port, "--data", empty).catch((error) => error.stderr),
      await cli("status", "--url", "http://127.0.0.1:9").catch((error) => error.stderr),
      await cli("dance").catch((error) => error.stderr),
    ];
    await rm(empty, { recursive: true, force: true });
    expect(problems[0]).toMatch(`The port ${port} is in use`);
    expect(problems[1]).toBe(
      "The durable engine does not answer at http://127.0.0.1:9. Give its address with --url.\n",
    );
    expect(problems[2]).toMatch("npm run engine -- serve");
  });
});

test("a lock left by a process that is gone is taken over", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "engine-"));
  await writeFile(join(dataDir, "engine.lock"), "999999999 1");
  const second = await startEngine({ dataDir, port: 0 });
  await expect(startEngine({ dataDir, port: 0 })).rejects.toThrow(/in use by process/);
  await second.close();
  await rm(dataDir, { recursive: true, force: true });
});
