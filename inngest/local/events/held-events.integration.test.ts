import { rmSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { Diary, pause, postJson, serveApp, testClient, until } from "../testing/engine-fixture.ts";
import { EngineProcess, freePort } from "../testing/engine-process.ts";
import { prepareDirectory } from "../testing/prepared-store.ts";

const directory = await prepareDirectory();
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test("events that come before an app was ever reached start their functions once, also over a kill -9", async () => {
  const [early, late] = [await freePort(), await freePort()];
  const urlOf = (port: number) => `http://127.0.0.1:${port}/api/inngest`;
  const engine = await EngineProcess.create([
    "--data",
    directory,
    "--app",
    urlOf(early),
    "--app",
    urlOf(late),
  ]);
  await engine.start();
  const diary = new Diary();
  const functionsOf = (id: string) => {
    const client = testClient(id, engine.url);
    const all = client.createFunction({ id: "all", triggers: { event: "held/*" } }, ({ event }) =>
      diary.note(id, "all", event.data.n),
    );
    const large = client.createFunction(
      {
        id: "large",
        idempotency: "event.data.key",
        triggers: { event: "held/go", if: "event.data.n > 1" },
      },
      ({ event }) => diary.note(id, "large", event.data.n),
    );
    return { client, functions: [all, large] };
  };
  const send = async (n: number) => {
    const event = { name: "held/go", id: `same-${n}`, data: { n, key: `${n}` } };
    expect((await postJson(`${engine.url}/e/test`, event)).status).toBe(200);
    expect((await postJson(`${engine.url}/e/test`, event)).status).toBe(200);
  };
  await send(1);
  await send(2);
  await engine.end("SIGKILL");
  await engine.start();
  await send(3);

  const first = functionsOf("early");
  const app = await serveApp(first.client, first.functions, { port: early, register: false });
  await diary.wait("early", "all", 3);
  await send(4);
  await diary.wait("early", "all", 4);
  const second = functionsOf("late");
  const other = await serveApp(second.client, second.functions, { port: late, register: false });
  await diary.wait("late", "all", 4);
  await until(async () => {
    const { running, queued } = await (await fetch(`${engine.url}/v1/status`)).json();
    return running + queued === 0;
  }, "the engine to be idle");
  // A restart and a further fetch of the functions bring nothing again.
  await engine.end("SIGTERM");
  await engine.start();
  await pause(500);
  for (const id of ["early", "late"]) {
    expect(diary.all<number>(id, "all").toSorted()).toEqual([1, 2, 3, 4]);
    expect(diary.all<number>(id, "large").toSorted()).toEqual([2, 3, 4]);
  }
  await engine.end("SIGKILL");
  await Promise.all([app.close(), other.close()]);
});
