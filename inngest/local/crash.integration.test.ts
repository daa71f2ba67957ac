import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Inngest } from "inngest";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pause, postJson, serveApp, testClient, until } from "./testing/engine-fixture.ts";
import { EngineProcess } from "./testing/engine-process.ts";

const kills = 4;
const runs = 20;
/** Step bodies that ran, and results of finished runs, by key. */
const bodies = new Map<string, number>();
const results = new Map<string, number>();
const inFlight = new Set<string>();
/** Bodies that were running when the engine was killed: only these may run again. */
const interrupted = new Set<string>();

let dataDir: string;
let engine: EngineProcess;
let app: { close(): Promise<void> };
let client: Inngest;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "engine-"));
  engine = await EngineProcess.create(["--data", dataDir]);
  await engine.start();
  client = testClient("crash", engine.url);
  app = await serveApp(client, functions());
});

afterAll(async () => {
  await engine.end("SIGKILL");
  await app.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function kill(): Promise<void> {
  for (const name of inFlight) interrupted.add(name);
  await engine.end("SIGKILL");
  // Bodies that start before the app notices are interrupted as well.
  for (const name of inFlight) interrupted.add(name);
}

/** A step body that takes a moment and is counted. */
async function body<T>(name: string, value: T): Promise<T> {
  inFlight.add(name);
  await pause(15);
  bodies.set(name, (bodies.get(name) ?? 0) + 1);
  // The result travels to the engine after the body; until it is stored the step counts as running.
  setTimeout(() => inFlight.delete(name), 1000);
  return value;
}

function functions() {
  const double = client.createFunction(
    { id: "double", retries: 10, triggers: { event: "x/double" } },
    ({ event, step }) => step.run("double", () => body(`${event.data.k}:double`, event.data.n * 2)),
  );
  const long = client.createFunction(
    { id: "long", retries: 10, triggers: { event: "x/long" } },
    async ({ event, step }) => {
      const { k, n } = event.data;
      let sum = 0;
      for (let i = 0; i < 4; i++) sum += await step.run(`a${i}`, () => body(`${k}:a${i}`, i));
      await step.sleep("nap", "1s");
      const [x, y, go] = await Promise.all([
        step.run("x", () => body(`${k}:x`, 10)),
        step.invoke("y", { function: double, data: { k, n } }),
        step.waitForEvent("go", { event: "x/go", match: "data.k", timeout: "5m" }),
      ]);
      const total = await step.run("end", () => body(`${k}:end`, sum + x + y + (go?.data.v ?? -1000)));
      results.set(k, total);
    },
  );
  return [double, long];
}

test("runs survive kill -9 of the engine: every result is right, only interrupted bodies run again", async () => {
  const keys = Array.from({ length: runs }, (_, n) => `r${n}`);
  await client.send(keys.map((k, n) => ({ name: "x/long", data: { k, n } })));
  for (let i = 0; i < kills; i++) {
    await pause(200 + Math.random() * 700);
    await kill();
    await engine.start();
  }
  await until(async () => {
    const open = keys.filter((k) => !results.has(k));
    const events = open.map((k) => ({ name: "x/go", data: { k, v: 100 } }));
    await postJson(`${engine.url}/e/test`, events).catch(() => undefined);
    await pause(300);
    return open.length === 0;
  }, "all runs to finish");
  expect(keys.map((k) => results.get(k))).toEqual(keys.map((_, n) => 6 + 10 + 2 * n + 100));
  const repeated = [...bodies].filter(([, count]) => count > 1).map(([name]) => name);
  expect(repeated.filter((name) => !interrupted.has(name))).toEqual([]);
});
