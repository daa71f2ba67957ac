import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockDirectory } from "./directory-lock.ts";

let directory: string;
const lockFile = () => join(directory, "engine.lock");

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "engine-lock-"));
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

test("a directory is locked once, and free again after it was given back", () => {
  const unlock = lockDirectory(directory);
  expect(() => lockDirectory(directory)).toThrow(`in use by process ${process.pid}`);
  unlock();
  expect(readdirSync(directory)).toEqual([]);
  lockDirectory(directory)();
});

test("the lock of a living process is respected", () => {
  writeFileSync(lockFile(), `${process.ppid} unknown`);
  expect(() => lockDirectory(directory)).toThrow(`in use by process ${process.ppid}`);
  expect(readFileSync(lockFile(), "utf8")).toBe(`${process.ppid} unknown`);
});

test.each([
  ["of a process that is gone", "999999999 5"],
  ["of a process whose pid was given to another", `${process.ppid} 1`],
  ["of an earlier process with our own pid", `${process.pid} 1`],
  ["that is empty", ""],
])("a lock %s is taken over", (_, content) => {
  writeFileSync(lockFile(), content);
  const unlock = lockDirectory(directory);
  expect(readFileSync(lockFile(), "utf8")).toMatch(new RegExp(`^${process.pid} `));
  unlock();
});
