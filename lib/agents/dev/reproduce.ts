import { recordDecision } from "#lib/domain/decisions/record-decision.ts";
import { recordEvidence } from "#lib/domain/evidence/record-evidence.ts";
import type { RunEnding } from "#lib/domain/runs/finish-run.ts";
import { chooseTargets } from "#lib/domain/test-reports/choose-targets.ts";
import { runTestSuite } from "#lib/domain/test-reports/run-test-suite.ts";
import { countCases, type TestReport } from "#lib/domain/test-reports/schema.ts";
import { openWorkspace } from "../open-workspace.ts";
import { perform } from "../perform.ts";
import type { RunSession } from "../run-session.ts";
import { markStep } from "./steps.ts";

/** Evidence of a test run, in the form that pages and pull requests show. */
export async function keepTestReport(
  session: RunSession,
  report: TestReport,
  phase: "before" | "after",
): Promise<void> {
  const { cases, ...rest } = report;
  await session.durable.run(`evidence-tests-${phase}`, () =>
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

/** Runs the whole suite on the workspace as it stands. */
export function runSuite(session: RunSession, stepKey: "reproduce" | "verify"): Promise<TestReport> {
  const { testCommand, runner, head } = session.workspace;
  return perform(
    session,
    { stepKey, name: stepKey, input: { command: testCommand, commit: head } },
    async () => runTestSuite(await openWorkspace(session), { command: testCommand, runner }),
  );
}

function explain(report: TestReport): string {
  if (report.timedOut) return "The test suite did not end in time.";
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

const ASK =
  "To go on, describe an input with its expected and actual result, name the failing test, or add one that shows the problem.";

async function notReproduced(session: RunSession, why: string): Promise<RunEnding> {
  await markStep(session, "reproduce", {
    status: "failed",
    summary: why,
    error: { code: "not_reproduced", message: why, remedy: ASK },
  });
  return {
    status: "failed",
    outcome: "not_reproduced",
    verdict: "not_reproduced",
    reason: `${why} ${ASK}`,
  };
}

/**
 * Runs the suite before any change and finds the failing tests that the goal is about. Without one,
 * the run ends as "not reproduced" and asks, instead of guessing.
 */
export async function reproduce(
  session: RunSession,
): Promise<{ ending: RunEnding } | { before: TestReport }> {
  const { context, facts, workspace } = session;
  await markStep(session, "reproduce", { status: "running" });
  if (!workspace.testCommand) {
    return { ending: await notReproduced(session, "The repository has no test command.") };
  }
  const before = await runSuite(session, "reproduce");
  await keepTestReport(session, before, "before");
  const choice = chooseTargets(workspace.goal, before.cases);
  if (choice.targets.length === 0) {
    return {
      ending: await notReproduced(
        session,
        `${explain(before)} ${before.cases.length > 0 ? choice.rationale : ""}`.trim(),
      ),
    };
  }
  workspace.targets = choice.targets;
  workspace.passing = before.cases.filter((test) => test.status === "passed");
  await session.durable.run("decide-targets", () =>
    recordDecision(context, {
      runId: facts.runId,
      decision: {
        key: "targets",
        madeBy: "Dev_Agent",
        decision: `Work on ${choice.targets.length === 1 ? "the failing test" : `${choice.targets.length} failing tests, first`} "${choice.targets[0]?.name}"`,
        rationale: choice.rationale,
        confidence: choice.confidence,
      },
    }),
  );
  await markStep(session, "reproduce", {
    status: "succeeded",
    summary: `${explain(before)} The goal is about: ${choice.targets[0]?.name}.`,
  });
  return { before };
}
