import { recordEvidence } from "#lib/domain/evidence/record-evidence.ts";
import { runTestSuite } from "#lib/domain/test-reports/run-test-suite.ts";
import { countCases, type TestReport } from "#lib/domain/test-reports/schema.ts";
import { env } from "#lib/env.ts";
import { openWorkspace } from "../open-workspace.ts";
import { perform } from "../perform.ts";
import type { RunSession } from "../run-session.ts";
import { secondsLeft } from "../seconds-left.ts";

/** Evidence of a test run, in the form that pages and pull requests show. */
export async function keepTestReport(
  session: RunSession,
  report: TestReport,
  phase: "before" | "after",
): Promise<void> {
  const { cases, ...rest } = report;
  session.durable.keep(`evidence-tests-${phase}`, () =>
    recordEvidence(session.context, {
      runId: session.facts.runId,
      evidence: {
        key: `tests-${phase}`,
        kind: "test_report",
        title: phase === "before" ? "Tests before the change" : "Tests after the last edit",
        data: {
          phase,
          ...rest,
          ...countCases(cases),
          // Known failures that the authors marked todo are counted as skipped, and listed apart by the runner.
          failures: cases.filter((test) => test.status === "failed" && !test.todo).slice(0, 50),
        },
      },
    }),
  );
}

/** The steps that run the whole suite. */
type SuiteStep = "reproduce" | "baseline" | "verify";

/** Share of the time that is left for the goal which one run of the suite before the change may take. */
const SHARE_BEFORE = 0.4;

/** How long a run may take, milliseconds; undefined for the default. Depends on the clock. */
function wallOf(session: RunSession, stepKey: SuiteStep): number | undefined {
  const left = secondsLeft(session);
  if (left === null || stepKey === "verify") return undefined;
  return Math.max(5_000, Math.min(env().TEST_WALL_SECONDS, left * SHARE_BEFORE) * 1_000);
}

/** Runs the suite, or the part of it that stands in for it, on the workspace as it stands. */
export function runSuite(session: RunSession, stepKey: SuiteStep): Promise<TestReport> {
  const { testCommand, runner, head } = session.workspace;
  return perform(
    session,
    { stepKey, name: stepKey, input: { command: testCommand, commit: head } },
    async () => {
      const wallMs = wallOf(session, stepKey);
      const limits = wallMs === undefined ? {} : { wallMs };
      return runTestSuite(await openWorkspace(session), { command: testCommand, runner, ...limits });
    },
  );
}

/** How a run of the suite went, in one sentence. */
export function explain(report: TestReport): string {
  if (report.timedOut)
    return `The test suite did not end in time: it had ${Math.round(report.durationMs / 1_000)} seconds.`;
  if (report.outOfMemory) return "The test suite ran out of memory.";
  if (report.truncated && report.exitCode === null)
    return "The test suite printed more than can be kept, or filled the disk, and was ended.";
  if (!report.parsed)
    return `The test command ended with exit code ${report.exitCode} and wrote no report that can be read.`;
  const counts = countCases(report.cases);
  if (counts.total === 0) return "The test command ran no test.";
  if (counts.failed === 0)
    return counts.total === 1 ? "The only test passes." : `All ${counts.passed} tests pass.`;
  return `${counts.failed} of ${counts.total} tests fail.`;
}
