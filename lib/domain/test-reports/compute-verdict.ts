import { caseKey, countCases, LOADING, type TestCase, type TestReport } from "./schema.ts";

export type Verdict = "verified" | "partly" | "unverified" | "not_reproduced";

export interface VerdictInput {
  /** Whole suite before the change. */
  before: TestReport;
  /** Whole suite after the last edit; null when there was none. */
  after: TestReport | null;
  /** The failing tests that the goal is about. */
  targets: { file: string; name: string }[];
  /** Tree that the `after` report was made on, and the tree that would be merged. */
  testedTree: string | null;
  finalTree: string;
  /** Paths of the change, without tests that were written to reproduce the problem and are as they were then. */
  changedPaths: string[];
  /** Tests that don't end the same in each run of the same code: they prove nothing either way. */
  flaky?: { file: string; name: string }[];
  /** What is left open beside the tests, one sentence each: it lowers the verdict to "partly". */
  open?: string[];
  /** One sentence when the reports are of a part of the suite only: it lowers the verdict to "partly". */
  part?: string | null;
  /** Test files among the changed paths. */
  changedTests?: string[];
}

export interface VerdictResult {
  verdict: Verdict;
  /** One sentence each, for people. */
  reasons: string[];
}

const passes = (testCase: TestCase | undefined): boolean => testCase?.status === "passed";

/** A file that could not be imported passes when its tests are there and none of them fails. */
function loads(target: { file: string; name: string }, cases: Iterable<TestCase>): boolean {
  if (target.name !== LOADING) return false;
  const own = [...cases].filter((test) => test.file === target.file);
  return own.some(passes) && own.every((test) => test.status !== "failed" || test.todo);
}

function describe(count: number, one: string, many: string): string {
  return count === 1 ? `1 ${one}` : `${count} ${many}`;
}

/** What speaks against any trust in the change at all. */
function blockers(input: VerdictInput, after: Map<string, TestCase>): string[] {
  const report = input.after;
  if (!report) return ["The test suite was not run after the last edit."];
  if (input.testedTree !== input.finalTree) return ["The code was edited after the last test run."];
  const reasons: string[] = [];
  if (report.timedOut) reasons.push("The test suite did not end in time.");
  if (report.outOfMemory) reasons.push("The test suite ran out of memory.");
  if (!report.parsed) reasons.push("The runner wrote no report, so passed tests can't be counted.");
  if (input.changedPaths.length === 0) reasons.push("Nothing was changed.");
  if (input.targets.length === 0) reasons.push("There is no failing test that the change is meant to mend.");
  const open = input.targets.filter(
    (target) => !passes(after.get(caseKey(target))) && !loads(target, after.values()),
  );
  if (open.length > 0) {
    reasons.push(
      `${describe(open.length, "test of the goal does", "tests of the goal do")} not pass: ${open[0]?.name}.`,
    );
  }
  const edited = input.targets.find(({ file }) => input.changedTests?.includes(file));
  if (edited) reasons.push(`The change edits the test file that has to prove it: ${edited.file}.`);
  const flaky = new Set((input.flaky ?? []).map(caseKey));
  const broken = input.before.cases.filter(
    (test) =>
      passes(test) &&
      !flaky.has(caseKey(test)) &&
      after.has(caseKey(test)) &&
      after.get(caseKey(test))?.status === "failed",
  );
  if (broken.length > 0) {
    reasons.push(
      `${describe(broken.length, "test that passed before fails", "tests that passed before fail")} now: ${broken[0]?.name}.`,
    );
  }
  return reasons;
}

/** What lowers a mended change to "partly". */
function reservations(input: VerdictInput, report: TestReport, after: Map<string, TestCase>): string[] {
  const reasons: string[] = [];
  reasons.push(...(input.part ? [input.part] : []), ...(input.open ?? []));
  const [edited] = input.changedTests ?? [];
  if (edited) reasons.push(`The change edits tests: ${edited}.`);
  const gone = input.before.cases.filter((test) => passes(test) && !passes(after.get(caseKey(test))));
  if (gone.length > 0) {
    reasons.push(
      `${describe(gone.length, "test that passed before was", "tests that passed before were")} removed or skipped: ${gone[0]?.name}.`,
    );
  }
  const unstable = new Set((input.flaky ?? []).map(caseKey));
  const red = report.cases.filter((test) => test.status === "failed" && !test.todo);
  const failing = red.filter((test) => !unstable.has(caseKey(test)));
  if (red.length > failing.length)
    reasons.push(
      `${describe(red.length - failing.length, "flaky test fails", "flaky tests fail")} in this run; such a test proves nothing.`,
    );
  if (failing.length > 0) {
    reasons.push(
      `${describe(failing.length, "other test still fails, as it did", "other tests still fail, as they did")} before: ${failing[0]?.name}.`,
    );
  } else if (report.exitCode !== 0 && red.length === 0) {
    reasons.push(`The test command ended with exit code ${report.exitCode}.`);
  }
  return reasons;
}

/**
 * How far a change is proven, from facts only: exit code and parsed test counts of a run made after
 * the last edit. What an agent says about its work plays no part.
 */
export function computeVerdict(input: VerdictInput): VerdictResult {
  const after = new Map((input.after?.cases ?? []).map((test) => [caseKey(test), test]));
  const blocking = blockers(input, after);
  if (blocking.length > 0 || !input.after) return { verdict: "unverified", reasons: blocking };
  const counts = countCases(input.after.cases);
  const todo = input.after.cases.filter((test) => test.status === "failed" && test.todo).length;
  const known = todo === 0 ? "" : `, ${describe(todo, "known failure", "known failures")} marked todo`;
  const proof = [
    `${describe(input.targets.length, "test failed", "tests failed")} before the change and ${input.targets.length === 1 ? "passes" : "pass"} now.`,
    `${input.part ? "The selected tests" : "The whole suite"} ran after the last edit: ${counts.passed} of ${counts.total} tests passed${known}, exit code ${input.after.exitCode}.`,
  ];
  const open = reservations(input, input.after, after);
  return open.length > 0
    ? { verdict: "partly", reasons: [...proof, ...open] }
    : { verdict: "verified", reasons: proof };
}
