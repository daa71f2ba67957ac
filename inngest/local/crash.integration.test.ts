import { rm } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { measureCrashes } from "#scripts/bench/crash.ts";
import { prepareDirectory } from "./testing/prepared-store.ts";

let dataDir: string;

beforeAll(async () => {
  dataDir = await prepareDirectory();
});

afterAll(() => rm(dataDir, { recursive: true, force: true }));

test("kill -9 of the engine, also while it starts: every run ends right, no stored step runs again", async () => {
  const found = await measureCrashes(dataDir, { kills: 4, runs: 20, log: () => {} });
  expect(found).toMatchObject({
    finished: 20,
    wrong: 0,
    miscounted: 0,
    repeatedAfterStored: 0,
    repeatedWithoutKill: 0,
    killsDuringStart: 1,
  });
});
