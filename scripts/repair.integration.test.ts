import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { RepairReport } from "./repair/repair-report.ts";

const script = resolve(import.meta.dirname, "repair.ts");
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function folderOf(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "morningai-repair-"));
  folders.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

function repair(...args: string[]) {
  const { HOME, PATH, LANG } = process.env;
  const run = spawnSync(process.execPath, [script, ...args], {
    encoding: "utf8",
    env: { HOME, PATH, LANG, NODE_ENV: "test" },
  });
  const report = run.stdout.startsWith("{") ? (JSON.parse(run.stdout) as RepairReport) : null;
  return { code: run.status, stdout: run.stdout, stderr: run.stderr, report };
}

const source = `import { LIMIT } from "law";
export const mayEnter = (age, limit = LIMIT) => age > limit;
`;

/** Packages behind a link, as several folders share them. */
function ageCheck(): string {
  const packages = folderOf({
    "node_modules/law/index.js": "export const LIMIT = 18;\n",
    "node_modules/law/package.json": '{"type":"module","main":"index.js"}',
  });
  const folder = folderOf({
    "package.json": JSON.stringify({
      type: "module",
      scripts: { test: "node --test" },
      dependencies: { law: "1.0.0" },
    }),
    "src/my age.js": source,
    "test/age.test.js": `import assert from "node:assert";
import { test } from "node:test";
import { mayEnter } from "../src/my age.js";
test("who is old enough may enter", () => assert.equal(mayEnter(18), true));
test("who is younger may not", () => assert.equal(mayEnter(17), false));
`,
  });
  symlinkSync(join(packages, "node_modules"), join(folder, "node_modules"));
  return folder;
}

test("a fix comes with its patch and proof; the folder stays as it is unless it is to be applied", () => {
  const folder = ageCheck();
  const { code, report } = repair("--repo", folder, "--test", "npm test", "--seconds", "30", "--json");
  expect(report).toMatchObject({
    status: "fixed",
    best: { passes: true, overfit: false, files: ["src/my age.js"] },
    before: { passed: false, counts: { failed: 1, passed: 1 } },
    after: { passed: true, counts: { failed: 0, passed: 2 } },
    runner: "node:test",
    applied: false,
  });
  expect(report?.localisation.lines[0]).toMatchObject({ file: "src/my age.js", line: 2 });
  expect(code).toBe(0);
  expect(readFileSync(join(folder, "src/my age.js"), "utf8")).toBe(source);

  execFileSync("git", ["apply", "-"], { cwd: folder, input: report?.best?.patch });
  const patched = readFileSync(join(folder, "src/my age.js"), "utf8");
  expect(patched).not.toBe(source);
  writeFileSync(join(folder, "src/my age.js"), source);

  const applied = repair("--repo", folder, "--test", "npm test", "--apply");
  expect(applied).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("The whole test command passes"),
  });
  expect(readFileSync(join(folder, "src/my age.js"), "utf8")).toBe(patched);
  expect(repair("--repo", folder, "--test", "npm test")).toMatchObject({
    code: 3,
    stdout: expect.stringContaining("nothing to repair"),
  });
});

test("tests of an unknown kind are run by their command, once per candidate", () => {
  const folder = folderOf({
    "max.js": "module.exports = (a, b) => (a < b ? a : b);\n",
    "check.test.js": `const max = require("./max.js");
if (max(1, 2) !== 2 || max(3, 1) !== 3 || max(4, 4) !== 4) process.exit(1);
`,
  });
  const { code, report } = repair("--repo", folder, "--test", "node check.test.js", "--json");
  expect(report).toMatchObject({
    status: "fixed",
    mode: "process",
    best: { passes: true },
    runner: "unknown",
  });
  expect(code).toBe(0);
});

test("tests that can't be run, a missing folder and wrong options are told apart", () => {
  const folder = folderOf({ "a.js": "" });
  expect(repair("--repo", folder, "--test", "no-such-program --test", "--json")).toMatchObject({
    code: 4,
    report: { status: "cannot_run", reason: expect.stringContaining("not found"), best: null },
  });
  expect(repair("--repo", join(folder, "b"), "--test", "true", "--json")).toMatchObject({
    code: 2,
    stdout: "",
    stderr: expect.stringContaining("There is no folder"),
  });
  expect(repair("--repo", folder, "--unknown")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("Usage"),
  });
});
