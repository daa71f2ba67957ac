import { type ChildProcess, spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Scorecard } from "./eval/scorecard.ts";

/** A suite as somebody else would write it: no package.json, terse goals, fields of their own, a broken task. */
const files: Record<string, string> = {
  "clamp/task.json": JSON.stringify({
    id: "Clamp.1",
    goal: "clamp",
    language: "js",
    testCommand: ["node", "--test"],
    source: "own",
  }),
  "clamp/repo/clamp.js": `"use strict";
module.exports = function clamp(value, low, high) {
  if (value < low) return low;
  if (value < high) return high;
  return value;
};
`,
  "clamp/repo/clamp.test.js": `const test = require("node:test");
const assert = require("node:assert");
const clamp = require("./clamp.js");
test("clamp keeps a value inside", () => assert.strictEqual(clamp(5, 0, 10), 5));
test("clamp cuts", () => {
  assert.strictEqual(clamp(-1, 0, 10), 0);
  assert.strictEqual(clamp(11, 0, 10), 10);
});
`,
  "clamp/judge/clamp.hidden.test.js": `const test = require("node:test");
const assert = require("node:assert");
const clamp = require("./clamp");
test("limits", () => assert.deepStrictEqual([0, 10, 7, 99].map((n) => clamp(n, 0, 10)), [0, 10, 7, 10]));
`,
  "grouped/age/task.json": JSON.stringify({
    goal: "Who is 18 today may not enter.",
    testCommand: "npm test",
  }),
  "grouped/age/repo/package.json": JSON.stringify({ type: "module", scripts: { test: "node --test" } }),
  "grouped/age/repo/.gitignore": "node_modules/\n",
  "grouped/age/repo/node_modules/law/index.js": "export const LIMIT = 18;\n",
  "grouped/age/repo/node_modules/law/package.json": '{"type":"module","main":"index.js"}',
  "grouped/age/repo/age.js": `import { LIMIT } from "law";
export const mayEnter = (age, limit = LIMIT) => age > limit;
`,
  "grouped/age/repo/age.test.js": `import assert from "node:assert";
import { test } from "node:test";
import { mayEnter } from "./age.js";
test("who is old enough may enter", () => assert.equal(mayEnter(18), true));
test("who is younger may not", () => assert.equal(mayEnter(17), false));
`,
  "nothing/task.json": JSON.stringify({ language: "js", testCommand: "node --test" }),
  "nothing/repo/a.js": "",
};

const script = resolve(import.meta.dirname, "eval.ts");
let folder: string;
/** Evaluations that this file started. */
const children: ChildProcess[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "morningai-eval-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, "suite", dirname(path)), { recursive: true });
    writeFileSync(join(folder, "suite", path), text);
  }
});

afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

function start(...args: string[]) {
  const { HOME, PATH, LANG } = process.env;
  const options = ["--suite", join(folder, "suite"), "--data", join(folder, "data"), ...args];
  const child = spawn(process.execPath, [script, ...options], {
    env: { HOME, PATH, LANG, NODE_ENV: "test" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk) => (stdout += chunk));
  child.stderr.on("data", (chunk) => (stderr += chunk));
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((done) =>
    child.on("close", (code) => done({ code, stdout, stderr })),
  );
  return { child, ended };
}

/** Results that are kept so far. */
function keptResults(): number {
  const place = join(folder, "data/evals");
  if (!existsSync(place)) return 0;
  return readdirSync(place)
    .filter((name) => name.startsWith("suite-"))
    .flatMap((name) => readdirSync(join(place, name)).map((file) => join(name, file)))
    .filter((name) => /running-.*\.jsonl$/.test(name))
    .flatMap((name) => readFileSync(join(place, name), "utf8").split("\n"))
    .filter((line) => line.startsWith('{"kind":"result"')).length;
}

test("a killed run goes on where it was; one JSON document tells what came of each task", async () => {
  const first = start("--jobs", "1");
  while (keptResults() === 0 && first.child.exitCode === null) await sleep(50);
  first.child.kill("SIGKILL");
  await first.ended;

  const { code, stdout, stderr } = await start("--json").ended;
  const card = JSON.parse(stdout) as Scorecard;
  expect(card).toMatchObject({
    resumed: 1,
    invalid: [{ folder: "nothing", field: "goal" }],
    comparison: null,
  });
  expect(
    card.results.map(({ id, solved, correct, honest, problem }) => ({
      id,
      solved,
      correct,
      honest,
      problem,
    })),
  ).toEqual([
    { id: "Clamp.1", solved: true, correct: true, honest: true, problem: null },
    { id: "age", solved: true, correct: null, honest: true, problem: null },
  ]);
  expect(stderr).toContain("task.json: goal: say in words what should be done");
  expect(code).toBe(3);
  expect(keptResults()).toBe(0);
  expect(readdirSync(join(folder, "data/evals/.work"))).toEqual([]);
}, 400_000);

test("wrong use is explained on standard error", async () => {
  expect(await start("--suite", "no-such-suite", "--json").ended).toMatchObject({
    code: 2,
    stdout: "",
    stderr: expect.stringContaining("There is no suite no-such-suite."),
  });
});
