import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openLogFile } from "./log-file.ts";
import { identify } from "./process-identity.ts";
import { readRunFile, takeRunLock } from "./run-lock.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "run-lock-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const writeLock = (content: unknown) => writeFileSync(join(folder, "run.lock"), JSON.stringify(content));

test("a lock is refused while its process lives and given back without a trace", async () => {
  const lock = await takeRunLock(folder);
  lock.publish({ web: "http://127.0.0.1:3000" });
  await expect(takeRunLock(folder)).rejects.toThrow("already running at http://127.0.0.1:3000");
  lock.release();
  expect(readdirSync(folder)).toEqual([]);
});

test("a process that got the number of a dead one does not hold its lock", async () => {
  writeLock({ pid: process.pid, startTime: "1", children: [] });
  writeFileSync(join(folder, "run.json"), JSON.stringify({ pid: process.pid, urls: {}, startedAt: "" }));
  expect(readRunFile(folder)).toBeUndefined();
  const lock = await takeRunLock(folder);
  expect(JSON.parse(readFileSync(join(folder, "run.lock"), "utf8"))).toMatchObject(identify(process.pid));
  lock.release();
});

test("a damaged lock is replaced", async () => {
  writeFileSync(join(folder, "run.lock"), "{");
  (await takeRunLock(folder)).release();
});

test("a log file that has grown large becomes the previous one", () => {
  const path = join(folder, "web.log");
  writeFileSync(path, Buffer.alloc(11 * 1024 * 1024, "a"));
  const log = openLogFile(path);
  log.write("new");
  log.close();
  log.write("late");
  expect(readFileSync(path, "utf8")).toBe("new");
  expect(readdirSync(folder).sort()).toEqual(["web.log", "web.log.1"]);
});
