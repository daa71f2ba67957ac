import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { repository } from "./testing/repository.ts";

const main = fileURLToPath(new URL("./main.ts", import.meta.url));

function run(input: string): { status: number | null; lines: { kind: string; [field: string]: unknown }[] } {
  const { status, stdout } = spawnSync(process.execPath, ["--no-warnings", main], {
    input,
    encoding: "utf8",
  });
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { kind: string });
  return { status, lines };
}

test("progress lines come before one result and the exit code is 0", () => {
  const root = repository({
    "src/a.js": "export const last = (list) => list[list.length];\n",
    "test/a.test.js":
      'import assert from "node:assert";\nimport { test } from "node:test";\nimport { last } from "../src/a.js";\ntest("last", () => assert.equal(last([1, 2]), 2));\n',
  });
  const { status, lines } = run(
    JSON.stringify({ command: "repair", root, runner: "node:test", testFiles: ["test/a.test.js"] }),
  );
  expect(status).toBe(0);
  expect(new Set(lines.slice(0, -1).map(({ kind }) => kind))).toEqual(new Set(["progress"]));
  expect(lines.at(-1)).toMatchObject({ kind: "result", status: "fixed" });
});

test("a request with wrong fields is refused with their names and exit code 2", () => {
  const { status, lines } = run(JSON.stringify({ command: "mend", root: "/", runner: "ava", testFiles: [] }));
  expect(status).toBe(2);
  expect(lines[0]?.message).toMatch(/command: .*runner: .*testFiles: /);
});

test("a missing repository is unsupported, not a crash", () => {
  const { status, lines } = run(
    JSON.stringify({ command: "repair", root: "/nowhere", runner: "node:test", testFiles: ["a.test.js"] }),
  );
  expect(status).toBe(0);
  expect(lines.at(-1)).toMatchObject({ status: "unsupported" });
});
