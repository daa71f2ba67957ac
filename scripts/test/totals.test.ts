import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { addTotals, playwrightTotals, vitestTotals } from "./totals.ts";

let folder: string;
const report = (content: unknown) => {
  const path = join(folder, "report.json");
  writeFileSync(path, JSON.stringify(content));
  return path;
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "totals-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a run that breaks without a report counts as one failure", () => {
  expect(vitestTotals(join(folder, "none.json"), 1)).toEqual({ passed: 0, failed: 1 });
  expect(playwrightTotals(join(folder, "none.json"), 1)).toEqual({ passed: 0, failed: 1 });
});

test("a file that can't be loaded counts although no test of it failed", () => {
  expect(vitestTotals(report({ numPassedTests: 9, numFailedTests: 0 }), 1)).toEqual({ passed: 9, failed: 1 });
});

test("a flaky test is a failed test", () => {
  const stats = { expected: 3, unexpected: 1, flaky: 1 };
  expect(playwrightTotals(report({ stats, errors: [] }), 1)).toEqual({ passed: 3, failed: 2 });
});

test("the stages are summed", () => {
  const sum = addTotals([
    { passed: 2, failed: 0 },
    { passed: 3, failed: 1 },
  ]);
  expect(sum).toEqual({ passed: 5, failed: 1 });
});
