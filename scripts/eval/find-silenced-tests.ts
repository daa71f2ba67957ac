import { caseKey, LOADING, type TestReport } from "#lib/domain/test-reports/schema.ts";

/** Tests that said something before and say nothing now. A file that could not be loaded speaks by its tests now. */
export function findSilencedTests(before: TestReport, after: TestReport): string[] {
  const speaking = after.cases.filter((test) => test.status !== "skipped");
  const tests = new Set(speaking.map(caseKey));
  const files = new Set(speaking.map((test) => test.file));
  return before.cases
    .filter((test) => test.status !== "skipped" && !tests.has(caseKey(test)))
    .filter((test) => test.name !== LOADING || !files.has(test.file))
    .map((test) => `"${test.name}" was removed or skipped`);
}
