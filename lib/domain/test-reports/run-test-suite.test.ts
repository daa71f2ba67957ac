import { expect, test } from "vitest";
import type { Sandbox } from "#lib/ports/sandbox/port.ts";
import { runTestSuite } from "./run-test-suite.ts";

/** A sandbox whose test command prints and reports what is given. */
function sandboxWith(output: string, report: string): Sandbox {
  const files = new Map<string, string>();
  const sandbox: Partial<Sandbox> = {
    removeFile: async (path) => void files.delete(path),
    readFile: async (path) => (files.has(path) ? new TextEncoder().encode(files.get(path)) : null),
    exec: async () => {
      files.set(".morningai-report", report);
      const killed = { truncated: false, timedOut: false, outOfMemory: false, aborted: false };
      return { exitCode: 1, stdout: output, stderr: "", durationMs: 1, ...killed };
    },
  };
  return sandbox as Sandbox;
}

const run = (sandbox: Sandbox) =>
  runTestSuite(sandbox, { command: "npm test", runner: "vitest", wallMs: 1_000 });

test("a report of thousands of long failures stays small enough for one step", async () => {
  const assertionResults = Array.from({ length: 6_000 }, (_, index) => ({
    fullName: `${index} ${"name ".repeat(500)}`,
    ancestorTitles: [],
    title: `${index} ${"name ".repeat(500)}`,
    status: "failed",
    failureMessages: ["x".repeat(6_000)],
  }));
  const report = JSON.stringify({ testResults: [{ name: "/work/test/a.test.ts", assertionResults }] });
  const result = await run(sandboxWith("y".repeat(1_000_000), report));
  expect(result.cases).toHaveLength(5_000);
  expect(result.cases[0]?.message?.length).toBeGreaterThan(1_000);
  expect(result.truncated).toBe(true);
  expect(JSON.stringify(result).length).toBeLessThan(3_500_000);
});

test("a report that is no report is said to be none", async () => {
  const result = await run(sandboxWith("boom", "{"));
  expect(result).toMatchObject({ parsed: false, cases: [], output: "boom" });
});
