import { expect, test } from "vitest";
import { Diary, newKey, pause, serveApp, testClient } from "./testing/engine-fixture.ts";
import { engineOfFile } from "./testing/engine-of-file.ts";

const diary = new Diary();

const { engine } = engineOfFile();

test("while others wait for its slot a function gives it back after each step", async () => {
  const client = testClient("fairness", engine.url);
  const slots: [{ key: string; limit: number }, { limit: number }] = [
    { key: "event.data.tenant", limit: 1 },
    { limit: 1 },
  ];
  const work = client.createFunction(
    { id: "work", concurrency: slots, triggers: { event: "fair/work" } },
    async ({ event, step }) => {
      for (let at = 0; at < 5; at++) {
        await step.run(`step ${at}`, async () => {
          diary.note(event.data.k, "step", event.data.tenant);
          diary.note("all", "step", event.data.tenant);
          await pause(30);
        });
      }
      diary.note(event.data.k, "end");
    },
  );
  const app = await serveApp(client, [work]);
  try {
    const greedy = Array.from({ length: 6 }, () => ({ tenant: "A", k: newKey() }));
    await client.send(greedy.map((data) => ({ name: "fair/work", data })));
    // The first run found nobody waiting, so it keeps its slot to the end.
    await diary.wait(greedy[1]?.k ?? "", "step");
    const modest = { tenant: "B", k: newKey() };
    await client.send({ name: "fair/work", data: modest });
    const before = diary.all("all", "step").length;
    await diary.wait(modest.k, "end");
    const tenants = diary.all<string>("all", "step").slice(before);
    expect(tenants.indexOf("B")).toBeLessThanOrEqual(2);
    const turns = tenants.slice(tenants.indexOf("B"), tenants.lastIndexOf("B"));
    // Each of its steps passes the slot on to the other, who is always waiting.
    expect(turns.filter((tenant) => tenant === "A").length).toBeGreaterThanOrEqual(4);
    for (const { k } of greedy) await diary.wait(k, "end");
    expect(diary.all("all", "step")).toHaveLength(35);
  } finally {
    await app.close();
  }
});
