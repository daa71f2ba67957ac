import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  Diary,
  newKey,
  pause,
  serveApp,
  startTestEngine,
  testClient,
  until,
} from "./testing/engine-fixture.ts";
import { EngineProcess } from "./testing/engine-process.ts";
import { startPostgres } from "./testing/postgres-server.ts";
import { prepareDirectory } from "./testing/prepared-store.ts";

const server = await startPostgres();
const directory = await prepareDirectory();
const stores: [name: string, options: string[]][] = [["a directory", ["--data", directory]]];
if (!server.missing) stores.push(["a Postgres database", ["--database", server.url]]);

afterAll(async () => {
  await server.remove();
  rmSync(directory, { recursive: true, force: true });
});

describe.each(stores)("engines on %s", (_, options) => {
  let engine: EngineProcess;
  let app: { close(): Promise<void> };
  const diary = new Diary();
  const going: string[] = [];

  beforeAll(async () => {
    engine = await EngineProcess.create(options);
    await engine.start();
    const client = testClient("shutdown", engine.url);
    const work = client.createFunction(
      { id: "f", retries: 0, triggers: { event: "shutdown/go" } },
      async ({ event, step, attempt }) => {
        const k = event.data.k as string;
        await step.run("slow", async () => {
          going.push(k);
          await pause(700);
          diary.note(k, "slow", attempt);
        });
        diary.note(k, "end", attempt);
      },
    );
    app = await serveApp(client, [work]);
  });

  afterAll(async () => {
    await engine.end("SIGKILL");
    await app.close();
  });

  const begin = async () => {
    const k = newKey();
    await testClient("sender", engine.url).send({ name: "shutdown/go", data: { k } });
    await until(() => going.includes(k), "the step to begin");
    return k;
  };

  test("a second one is refused with a message and an exit code, and doesn't disturb the first", async () => {
    const second = await EngineProcess.create(options);
    await expect(second.start()).rejects.toThrow(/ended with code 1: .*in use by/);
    await diary.wait(await begin(), "end");
  });

  test("SIGTERM lets a call under way end and keeps its result; nothing is done twice", async () => {
    const k = await begin();
    expect(await engine.end("SIGTERM")).toBe(0);
    expect(diary.all(k, "slow")).toEqual([0]);
    await engine.start();
    await diary.wait(k, "end");
    await diary.wait(await begin(), "end");
    expect([diary.all(k, "slow"), diary.all(k, "end")]).toEqual([[0], [0]]);
  });

  test("the lock of a killed engine is taken over, and the call it had open made again as the same attempt", async () => {
    const k = await begin();
    await engine.end("SIGKILL");
    await engine.start();
    await diary.wait(k, "end");
    expect(diary.all(k, "end")).toEqual([0]);
  });
});

test("a call that outlasts the drain is made again at the next start, as the same attempt", async () => {
  const engine = await startTestEngine({
    drainMs: 50,
    database: server.url,
  });
  const client = testClient("outlast", engine.url, false);
  const diary = new Diary();
  const { promise: never } = Promise.withResolvers<void>();
  const work = client.createFunction(
    { id: "f", retries: 0, triggers: { event: "outlast/go" } },
    async ({ event, attempt }) => {
      diary.note(event.data.k, "begin", attempt);
      if (diary.all(event.data.k, "begin").length === 1) await never;
      diary.note(event.data.k, "end");
    },
  );
  const app = await serveApp(client, [work]);
  const k = newKey();
  await client.send({ name: "outlast/go", data: { k } });
  await diary.wait(k, "begin");
  await engine.restart();
  await diary.wait(k, "end");
  expect(diary.all(k, "begin")).toEqual([0, 0]);
  await app.close();
  await engine.close();
});
