import { z } from "zod";
import { runTestSuite } from "#lib/domain/test-reports/run-test-suite.ts";
import { countCases } from "#lib/domain/test-reports/schema.ts";
import { defineTool } from "./define-tool.ts";

export const runTests = defineTool({
  name: "run_tests",
  description:
    "Runs the repository's whole test suite in the sandbox and gives counts and failures. Use it after each edit.",
  risk: "low",
  input: z.object({}),
  async execute({ sandbox, workspace }) {
    const report = await runTestSuite(sandbox, { command: workspace.testCommand, runner: workspace.runner });
    const targets = new Set(workspace.targets.map((target) => `${target.file}\u0000${target.name}`));
    const openTargets = report.cases.filter(
      (test) => test.status !== "passed" && targets.has(`${test.file}\u0000${test.name}`),
    );
    return {
      exitCode: report.exitCode,
      timedOut: report.timedOut,
      durationMs: report.durationMs,
      counts: countCases(report.cases),
      /** Tests of the goal that do not pass. */
      openTargets: openTargets.map((test) => test.name),
      failures: report.cases
        .filter((test) => test.status === "failed")
        .slice(0, 20)
        .map((test) => ({ file: test.file, name: test.name, message: (test.message ?? "").slice(0, 1_500) })),
      output: report.output.slice(-4_000),
    };
  },
});
