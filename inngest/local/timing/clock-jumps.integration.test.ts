import { afterAll, beforeAll, expect, test, vi } from "vitest";
import {
  Diary,
  newKey,
  pause,
  serveApp,
  startTestEngine,
  testClient,
  until,
} from "../testing/engine-fixture.ts";

const hour = 3_600_000;
const realNow = Date.now;
let offset = 0;
let engine: Awaited<ReturnType<typeof startTestEngine>>;
let app: { close(): Promise<void> };
const diary = new Diary();

beforeAll(async () => {
  vi.spyOn(Date, "now").mockImplementation(() => realNow() + offset);
  engine = await startTestEngine({ retryMs: 700 });
});

afterAll(async () => {
  vi.mocked(Date.now).mockRestore();
  await app.close();
  await engine.close();
});

test("a clock set back an hour and ahead a day loses, doubles and delays nothing that is pending", async () => {
  const client = testClient("jumps", engine.url);
  const work = client.createFunction(
    { id: "work", retries: 2, triggers: { event: "jumps/go" } },
    async ({ event, step }) => {
      const { k, nap } = event.data;
      await step.sleep("nap", nap);
      await step.run("flaky", () => {
        diary.note(k, "try");
        if (diary.all(k, "try").length === 1) throw new Error("not yet");
      });
      const signal = await step.waitForEvent("never", { event: "jumps/never", timeout: "1s" });
      diary.note(k, "end", signal);
    },
  );
  // Once an hour: the jump passes over 24 firings, of which one is made up for.
  const cron = client.createFunction({ id: "cron", triggers: { cron: "0 * * * *" } }, ({ event }) =>
    diary.note("cron", "fired", event.data),
  );
  app = await serveApp(client, [work, cron]);
  const start = async (nap: string) => {
    const k = newKey();
    await client.send({ name: "jumps/go", data: { k, nap } });
    return k;
  };
  const short = [await start("2s"), await start("2s")];
  const long = await start("20h");
  await until(
    async () => (await (await fetch(`${engine.url}/v1/status`)).json()).waiting === 3,
    "the sleeps",
  );

  offset = -hour;
  const back = await start("1s");
  for (const k of [...short, back]) await diary.wait(k, "end");
  expect(diary.all("cron", "fired").length).toBeLessThanOrEqual(1);
  expect(diary.all(long, "try")).toEqual([]);

  const fired = diary.all("cron", "fired").length;
  offset = 24 * hour;
  const ahead = await start("1s");
  for (const k of [long, ahead]) await diary.wait(k, "end");
  await pause(1500);
  expect(diary.all("cron", "fired").length - fired).toBe(1);

  offset = 0;
  await engine.restart();
  const after = await start("1s");
  await diary.wait(after, "end");
  const keys = [...short, back, long, ahead, after];
  expect(keys.map((k) => diary.all(k, "try").length)).toEqual(keys.map(() => 2));
  expect(keys.map((k) => diary.all(k, "end"))).toEqual(keys.map(() => [null]));
});
