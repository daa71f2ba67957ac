import { expect, test } from "vitest";
import { computePreserved, type PreservedInput } from "./compute-preserved.ts";
import type { TestReport } from "./schema.ts";

function report(statuses: Record<string, "passed" | "failed" | "skipped">, exitCode = 0): TestReport {
  const cases = Object.entries(statuses).map(([name, status]) => ({
    file: "a.test.ts",
    name,
    status,
    todo: false,
  }));
  const flags = { timedOut: false, outOfMemory: false, truncated: false, parsed: true };
  return { command: "npm test", exitCode, durationMs: 1, cases, output: "", ...flags };
}

const green: PreservedInput = {
  before: report({ adds: "passed", old: "skipped" }),
  after: report({ adds: "passed", old: "skipped" }),
  testedTree: "a",
  finalTree: "a",
  changedPaths: ["src/a.ts"],
  changedTests: [],
  newErrors: [],
};

const verdictOf = (change: Partial<PreservedInput>) => computePreserved({ ...green, ...change }).verdict;

test("the same tests pass before and after, and the type checker says nothing new: verified", () => {
  expect(verdictOf({})).toBe("verified");
});

test.each<[string, Partial<PreservedInput>]>([
  ["a test fails now", { after: report({ adds: "failed", old: "skipped" }, 1) }],
  ["a test is gone", { after: report({ old: "skipped" }) }],
  ["a test is skipped now", { after: report({ adds: "skipped", old: "skipped" }) }],
  ["the code was edited after the run", { finalTree: "b" }],
  ["the type checker finds something new", { newErrors: ["src/b.ts:3: Cannot find name 'x'"] }],
  ["nothing was changed", { changedPaths: [] }],
  ["the command fails although no test does", { after: report({ adds: "passed", old: "skipped" }, 2) }],
])("%s: unverified, with the reason", (_, change) => {
  expect(verdictOf(change)).toBe("unverified");
  expect(computePreserved({ ...green, ...change }).reasons[0]).toMatch(/\.$|:/);
});

test("edited tests, or none that passed before, make it verified only partly", () => {
  expect(verdictOf({ changedTests: ["a.test.ts"] })).toBe("partly");
  const none = report({ old: "skipped" });
  expect(verdictOf({ before: none, after: none })).toBe("partly");
});
