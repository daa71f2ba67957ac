import { afterAll, describe, expect, test } from "vitest";
import { Diary, pause, serveApp, startTestEngine, testClient, until } from "./testing/engine-fixture.ts";
import { startPostgres } from "./testing/postgres-server.ts";

const server = await startPostgres();

afterAll(() => server.remove());

describe.skipIf(server.missing)(`an engine on Postgres${server.missing}`, () => {
  test("runs survive kills of the database under the engine: each step ran once", async () => {
    const engine = await startTestEngine({ database: server.url });
    const client = testClient("restart", engine.url);
    const diary = new Diary();
    const work = client.createFunction(
      { id: "f", retries: 3, concurrency: 4, triggers: { event: "restart/go" } },
      async ({ event, step }) => {
        const k = event.data.k as string;
        for (const name of ["a", "b", "c"]) {
          await step.run(name, async () => {
            diary.note(k, name);
            await pause(100);
          });
        }
        await step.sleep("nap", "1s");
        diary.note(k, "end");
      },
    );
    const app = await serveApp(client, [work]);
    const keys = Array.from({ length: 20 }, (_, n) => `k${n}`);
    const sent: Promise<unknown>[] = [];
    for (const [n, k] of keys.entries()) {
      sent.push(client.send({ name: "restart/go", data: { k } }));
      if (n === 5 || n === 12) {
        await pause(300);
        await server.kill();
        await pause(700);
        expect((await fetch(`${engine.url}/health`)).status).toBe(200);
        await server.start();
      }
    }
    await Promise.all(sent);
    for (const k of keys) await diary.wait(k, "end");
    const bodies = keys.map((k) => ["a", "b", "c", "end"].map((name) => diary.all(k, name).length));
    expect(bodies).toEqual(keys.map(() => [1, 1, 1, 1]));
    await app.close();
    await engine.close();
  });

  test("an engine whose database was taken by another while it was away ends and says so", async () => {
    const engine = await startTestEngine({ database: server.url });
    await server.query("update inngest.boots set count = count + 1");
    await server.query("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'");
    expect((await engine.ended)?.message).toMatch(/another engine has taken the store/);
    await until(
      () =>
        fetch(`${engine.url}/health`).then(
          () => false,
          () => true,
        ),
      "the port to be closed",
    );
    await engine.close();
  });
});
