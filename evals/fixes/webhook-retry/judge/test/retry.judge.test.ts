import { expect, test, vi } from "vitest";
import { deliver } from "../src/deliver.ts";
import { retry } from "../src/retry.ts";

test("waits double and are capped", async () => {
  const waits: number[] = [];
  await retry(() => Promise.reject(new Error("no")), 10, async (ms) => void waits.push(ms));
  expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
});

test("a slow task that fails in the end counts as failed", async () => {
  const slow = () => new Promise<void>((_, fail) => setTimeout(() => fail("late"), 5));
  expect(await retry(slow, 2, async () => {})).toMatchObject({ attempts: 2, error: { message: "late" } });
});

test("one webhook that fails does not stop the next", async () => {
  const send = vi.fn(async (url: string) => {
    if (url === "bad") throw new Error("no");
  });
  const reports = await deliver([{ id: "a", url: "bad", body: 1 }, { id: "b", url: "good", body: 2 }], send, async () => {}, 3);
  expect(reports.map(({ id, delivered, attempts }) => [id, delivered, attempts])).toEqual([["a", false, 3], ["b", true, 1]]);
});
