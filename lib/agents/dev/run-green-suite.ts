import type { RunEnding } from "#lib/domain/runs/finish-run.ts";
import { countCases, type TestReport } from "#lib/domain/test-reports/schema.ts";
import type { RunSession } from "../run-session.ts";
import { markStep } from "./steps.ts";
import { explain, keepTestReport, runSuite } from "./test-suite.ts";

const REMEDY = "Make the tests pass first, for example with a goal that asks for it, and run again.";

/**
 * Runs the suite before a change that is no fix: every test has to pass. An ending when one fails or nothing runs;
 * `otherwise` says what could not be shown then. The step "baseline" is left open for the caller to end.
 */
export async function runGreenSuite(
  session: RunSession,
  otherwise: string,
): Promise<TestReport | { ending: RunEnding }> {
  await markStep(session, "baseline", { status: "running" });
  const fail = async (message: string): Promise<{ ending: RunEnding }> => {
    const error = { code: "baseline", message, remedy: REMEDY };
    await markStep(session, "baseline", { status: "failed", error });
    const reason = `${message} Nothing was changed. ${REMEDY}`;
    return { ending: { status: "failed", outcome: "needs_person", verdict: "unverified", reason } };
  };
  if (!session.workspace.testCommand) return fail(`The repository has no test command, so ${otherwise}.`);
  const tests = await runSuite(session, "baseline");
  await keepTestReport(session, tests, "before");
  const counts = countCases(tests.cases);
  if (tests.timedOut || !tests.parsed || counts.total === 0) return fail(explain(tests));
  if (counts.failed > 0) return fail(`${explain(tests)} While tests fail, ${otherwise}.`);
  session.workspace.passing = tests.cases.filter((test) => test.status === "passed");
  return tests;
}
