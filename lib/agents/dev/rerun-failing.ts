import { runTestSuite } from "#lib/domain/test-reports/run-test-suite.ts";
import { caseKey, type TestCase, type TestReport } from "#lib/domain/test-reports/schema.ts";
import { openWorkspace } from "../open-workspace.ts";
import { perform } from "../perform.ts";
import type { RunSession } from "../run-session.ts";

/** A suite that takes longer is not run again just to see whether it gives the same. */
const MAX_MS = 60_000;
/** Runs in all, once two of them differ. */
const RUNS = 4;

export interface FlakyTest {
  file: string;
  name: string;
  failed: number;
  runs: number;
}

/** Failing tests of each run by key; `cases` says which tests a run knew at all. */
interface Rerun {
  failed: string[];
  known: string[];
}

async function rerun(session: RunSession): Promise<Rerun> {
  const { testCommand: command, runner } = session.workspace;
  const report = await runTestSuite(await openWorkspace(session), { command, runner });
  return {
    failed: report.cases.filter(({ status }) => status === "failed").map(caseKey),
    known: report.cases.map(caseKey),
  };
}

async function rerunUntilSure(
  session: RunSession,
  before: TestReport,
): Promise<{ runs: number; flaky: FlakyTest[] }> {
  const first = new Set(before.cases.filter(({ status }) => status === "failed").map(caseKey));
  const runs: Rerun[] = [];
  const differing = (): TestCase[] =>
    before.cases.filter((test) => {
      const key = caseKey(test);
      return runs.some(({ failed, known }) => known.includes(key) && failed.includes(key) !== first.has(key));
    });
  do runs.push(await rerun(session));
  while (differing().length > 0 && runs.length < RUNS - 1);
  const count = (key: string) => runs.filter(({ failed }) => failed.includes(key)).length;
  return {
    runs: runs.length + 1,
    flaky: differing()
      .slice(0, 100)
      .map((test) => ({
        file: test.file,
        name: test.name,
        failed: count(caseKey(test)) + Number(first.has(caseKey(test))),
        runs: runs.length + 1,
      })),
  };
}

/**
 * Runs the suite on the same code again, and three times when the results differ: a test that fails now and then
 * proves nothing, neither a bug nor its fix. Returns the tests that did not end the same each time.
 */
export async function findFlaky(session: RunSession, before: TestReport): Promise<FlakyTest[]> {
  if (before.durationMs > MAX_MS || before.timedOut) return [];
  const input = { command: session.workspace.testCommand, commit: session.workspace.head };
  const result = await perform(session, { stepKey: "reproduce", name: "rerun_tests", input }, () =>
    rerunUntilSure(session, before),
  );
  return result.flaky;
}
