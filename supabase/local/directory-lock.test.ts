import { existsSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "#scripts/testing/temporary-folder.ts";
import { lockDirectory } from "./directory-lock.ts";

test("a directory is held until it is given free, and nothing is left over", () => {
  const folder = temporaryFolder();
  const directory = path.join(folder, "database");
  const release = lockDirectory(directory);
  expect(() => lockDirectory(directory)).toThrow(`already in use by process ${process.pid}`);
  expect(readdirSync(folder)).toEqual(["database.lock"]);
  release();
  expect(existsSync(`${directory}.lock`)).toBe(false);
  lockDirectory(directory)();
});

test("a lock of a process that is gone, or that can't be read, is replaced", () => {
  const directory = path.join(temporaryFolder(), "database");
  for (const content of [
    '{"pid":99999999,"startedAt":""}',
    `{"pid":${process.pid},"startedAt":"1"}`,
    "",
    "{",
  ]) {
    writeFileSync(`${directory}.lock`, content);
    lockDirectory(directory)();
  }
});
