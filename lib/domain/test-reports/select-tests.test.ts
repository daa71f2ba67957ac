import { expect, test } from "vitest";
import { rankTestFiles, selectTests } from "./select-tests.ts";

test.each([
  ["npm test", "node:test", "node --test", 'PATH="$PWD/node_modules/.bin:$PATH" node --test test/a.test.js'],
  [
    "npm test",
    "node:test",
    'node --import tsx --test "test/**/*.test.ts"',
    'PATH="$PWD/node_modules/.bin:$PATH" node --import tsx --test test/a.test.js',
  ],
  [
    "npm test",
    "mocha",
    'mocha -r ts-node/register "test/**/*.test.*"',
    'PATH="$PWD/node_modules/.bin:$PATH" mocha -r ts-node/register test/a.test.js',
  ],
  ["npm test", "vitest", "vitest run", 'PATH="$PWD/node_modules/.bin:$PATH" vitest run test/a.test.js'],
  ["npx jest tests", "jest", "", "npx jest test/a.test.js"],
  ["python3 -m pytest tests", "pytest", "", "python3 -m pytest test/a.test.js"],
  ["python3 -m unittest discover -s tests", "unittest", "", "python3 -m unittest test/a.test.js"],
] as const)("%s of %s runs only one file", (command, runner, script, expected) => {
  expect(selectTests({ command, runner, script, files: ["test/a.test.js"] })).toBe(expected);
});

test("a command in a folder keeps its folder, and files elsewhere are left out", () => {
  const input = { command: "cd 'api' && npm test", runner: "vitest", script: "vitest run" } as const;
  expect(selectTests({ ...input, files: ["api/a.test.ts", "web/b.test.ts"] })).toBe(
    `cd 'api' && PATH="$PWD/node_modules/.bin:$PATH" vitest run a.test.ts`,
  );
  expect(selectTests({ ...input, files: ["web/b.test.ts"] })).toBeNull();
});

test("a pipeline and an unknown runner can't be narrowed", () => {
  expect(
    selectTests({ command: "npm test", runner: "jest", script: "tsc && jest", files: ["a.test.js"] }),
  ).toBeNull();
  expect(
    selectTests({ command: "make test", runner: "unknown", script: "", files: ["a.test.js"] }),
  ).toBeNull();
});

test("test files are ranked by the rarest words that they share with the goal", () => {
  const files = [
    { path: "test/a.test.js", text: 'test("an invoice is sent", () => {});' },
    { path: "test/b.test.js", text: 'test("an invoice has a discount from 100 pieces", () => {});' },
    { path: "test/c.test.js", text: 'test("users sign in", () => {});' },
  ];
  expect(rankTestFiles("The discount of an invoice is wrong", files).map(({ file }) => file)).toEqual([
    "test/b.test.js",
    "test/a.test.js",
  ]);
  expect(rankTestFiles("See test/c.test.js", files)[0]?.file).toBe("test/c.test.js");
});
