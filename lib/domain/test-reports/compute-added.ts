import { computePreserved, type PreservedInput } from "./compute-preserved.ts";
import type { VerdictResult } from "./compute-verdict.ts";
import { countCases, type TestCase, type TestReport } from "./schema.ts";

export interface AddedInput extends Omit<PreservedInput, "newErrors"> {
  /** The tests that were written. */
  added: { path: string; names: string[] }[];
}

const squeeze = (text: string): string => text.replace(/\s+/g, " ").trim();

/** Reports cut long names and put the names of suites before them. */
function matches(test: TestCase, path: string, name: string): boolean {
  const reported = squeeze(test.name.split(" > ").at(-1) ?? test.name);
  const wanted = squeeze(name);
  return (
    test.file === path &&
    (squeeze(test.name).endsWith(wanted) || (reported.length > 60 && wanted.startsWith(reported)))
  );
}

const missingIn = (report: TestReport, added: AddedInput["added"]): string[] =>
  added.flatMap(({ path, names }) =>
    names.filter(
      (name) => !report.cases.some((test) => test.status === "passed" && matches(test, path, name)),
    ),
  );

/**
 * How far new tests are proven: each of them ran and passed with the whole suite, which passes as before. That they
 * fail on a changed code is shown elsewhere; that the code is right is shown by nothing.
 */
export function computeAdded(input: AddedInput): VerdictResult {
  const preserved = computePreserved({ ...input, newErrors: [] });
  if (preserved.verdict === "unverified") return preserved;
  const missing = missingIn(input.after, input.added);
  const [first] = missing;
  const total = input.added.reduce((sum, { names }) => sum + names.length, 0);
  if (first)
    return {
      verdict: "unverified",
      reasons: [`${missing.length} of ${total} new tests did not run or did not pass: ${first}.`],
    };
  const counts = countCases(input.after.cases);
  const reasons = [
    `The whole suite ran with the new tests: ${counts.passed} of ${counts.total} tests passed, exit code ${input.after.exitCode}.`,
    `All ${total} new tests passed, and each was seen to fail on a changed version of the code.`,
  ];
  const [edited] = input.changedTests;
  return edited
    ? { verdict: "partly", reasons: [...reasons, `The change edits tests: ${edited}.`] }
    : { verdict: "verified", reasons };
}
