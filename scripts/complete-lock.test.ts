import { expect, test } from "vitest";
import { completeLock, type Lock } from "./complete-lock.ts";

const lockWith = (packages: Lock["packages"]): Lock => ({ packages: { "": {}, ...packages } });

test("a platform package that the registry lacked gets an entry with its platform", () => {
  const lock = lockWith({
    "node_modules/tool": {
      version: "2.0.0",
      dev: true,
      optionalDependencies: { "@tool/linux-x64-musl": "2.0.0", "@tool/darwin-arm64": "2.0.0" },
    },
  });
  expect(completeLock(lock)).toEqual([
    "node_modules/@tool/linux-x64-musl",
    "node_modules/@tool/darwin-arm64",
  ]);
  expect(lock.packages["node_modules/@tool/linux-x64-musl"]).toEqual({
    version: "2.0.0",
    dev: true,
    optional: true,
    os: ["linux"],
    cpu: ["x64"],
    libc: ["musl"],
  });
  expect(completeLock(lock)).toEqual([]);
});

test("another version at the top does not hide a missing nested entry", () => {
  const lock = lockWith({
    "node_modules/@tool/darwin-x64": { version: "1.0.0" },
    "node_modules/tool": { version: "2.0.0", optionalDependencies: { "@tool/darwin-x64": "2.0.0" } },
  });
  expect(completeLock(lock)).toEqual(["node_modules/tool/node_modules/@tool/darwin-x64"]);
});

test("an optional package whose name tells no platform is left to npm", () => {
  const lock = lockWith({ "node_modules/tool": { optionalDependencies: { fsevents: "~2.3.3" } } });
  expect(completeLock(lock)).toEqual([]);
});
