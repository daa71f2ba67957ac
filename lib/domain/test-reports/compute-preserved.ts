import type { VerdictResult } from "./compute-verdict.ts";
import { caseKey, countCases, type TestReport } from "./schema.ts";

export interface PreservedInput {
  /** Whole suite before the change and after the last edit. */
  before: TestReport;
  after: TestReport;
  /** Tree that the `after` report was made on, and the tree that would be merged. */
  testedTree: string;
  finalTree: string;
  changedPaths: string[];
  /** Test files that were changed by more than the order itself. */
  changedTests: string[];
  /** Errors of the type checker that are new. */
  newErrors: string[];
}

const times = (count: number, one: string, many: string): string =>
  count === 1 ? `1 ${one}` : `${count} ${many}`;

/** What speaks against a change that promises to keep the behaviour. */
function blockers(input: PreservedInput): string[] {
  const { before, after } = input;
  const reasons: string[] = [];
  if (input.testedTree !== input.finalTree) reasons.push("The code was edited after the last test run.");
  if (input.changedPaths.length === 0) reasons.push("Nothing was changed.");
  if (after.timedOut) reasons.push("The test suite did not end in time.");
  if (!after.parsed) reasons.push("The runner wrote no report, so passed tests can't be counted.");
  const status = new Map(after.cases.map((test) => [caseKey(test), test.status]));
  const passed = before.cases.filter((test) => test.status === "passed");
  const broken = passed.filter((test) => status.get(caseKey(test)) === "failed");
  const gone = passed.filter(
    (test) => status.get(caseKey(test)) !== "passed" && status.get(caseKey(test)) !== "failed",
  );
  if (broken[0])
    reasons.push(
      `${times(broken.length, "test that passed before fails", "tests that passed before fail")} now: ${broken[0].name}.`,
    );
  if (gone[0])
    reasons.push(
      `${times(gone.length, "test that passed before does", "tests that passed before do")} not run any more: ${gone[0].name}.`,
    );
  if (after.exitCode !== 0 && before.exitCode === 0)
    reasons.push(`The test command ended with exit code ${after.exitCode}.`);
  const [error] = input.newErrors;
  if (error)
    reasons.push(
      `The type checker finds ${times(input.newErrors.length, "error", "errors")} that it did not find before: ${error}`,
    );
  return reasons;
}

/**
 * How far a change that is to keep the behaviour is proven: the same tests pass before and after, none is missing,
 * and the type checker says nothing new.
 */
export function computePreserved(input: PreservedInput): VerdictResult {
  const blocking = blockers(input);
  if (blocking.length > 0) return { verdict: "unverified", reasons: blocking };
  const counts = countCases(input.after.cases);
  const reasons = [
    `The whole suite ran after the last edit: ${counts.passed} of ${counts.total} tests passed, the same as before, exit code ${input.after.exitCode}.`,
    "The type checker finds nothing that it did not find before.",
  ];
  const [edited] = input.changedTests;
  const open = edited ? [`The change edits tests: ${edited}.`] : [];
  if (counts.passed === 0)
    open.push("No test passed before either, so nothing shows that the behaviour is kept.");
  return open.length > 0
    ? { verdict: "partly", reasons: [...reasons, ...open] }
    : { verdict: "verified", reasons };
}
