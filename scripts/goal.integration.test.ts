import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");
const sample = join(root, "supabase/seed/sample-repository");

let dataDir: string;

beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), "morningai-goal-test-"));
});

afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

function goal(...args: string[]): { code: number | null; output: string } {
  const { HOME, PATH, LANG } = process.env;
  const run = spawnSync(process.execPath, [join(root, "scripts/goal.ts"), ...args], {
    cwd: root,
    encoding: "utf8",
    env: { HOME, PATH, LANG, NODE_ENV: "test", DATA_DIR: dataDir },
  });
  return { code: run.status, output: run.stdout + run.stderr };
}

test("a goal from the terminal ends with verdict, change and branch; the exit code says verified", () => {
  const { code, output } = goal("--repo", sample, "Orders above the free-shipping limit are still charged");
  expect(output).toContain("+  return EU.has(country) && goods >= FREE_SHIPPING_LIMIT;");
  expect(output).toContain("Verdict: verified");
  expect(output).toMatch(/Branch: {2}morningai\/run-1-orders-above/);
  expect(code).toBe(0);
});

test("a goal that no failing test speaks of ends as not reproduced, and not with exit code 0", () => {
  const { code, output } = goal("--repo", sample, "The invoice e-mail has no subject line");
  expect(output).toContain("Verdict: not reproduced");
  expect(code).toBe(1);
});

const noPython = spawnSync("python3", ["--version"]).status === 0 ? "" : "there is no python3 here";

test.skipIf(noPython)(`a goal on a Python repository is carried out in the same way ${noPython}`, () => {
  const repository = join(root, "evals/fixes/py-opening-hours/repo");
  const { code, output } = goal("--repo", repository, "The shop counts as open at the very minute it closes");
  expect(output).toContain("Verdict: verified");
  expect(output).toMatch(/^\+.*minute < /m);
  expect(code).toBe(0);
});

test("wrong use is explained", () => {
  expect(goal("Fix it")).toMatchObject({ code: 2, output: expect.stringContaining("Usage: npm run goal") });
  const missing = goal("--repo", "/nowhere/at/all", "Fix it");
  expect(missing).toMatchObject({ code: 2, output: expect.stringContaining("There is no folder /nowhere") });
});
