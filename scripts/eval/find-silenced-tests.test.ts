import { expect, test } from "vitest";
import { LOADING, type TestCase, type TestReport } from "#lib/domain/test-reports/schema.ts";
import { findSilencedTests } from "./find-silenced-tests.ts";

const report = (...cases: [file: string, name: string, status: TestCase["status"]][]) =>
  ({
    cases: cases.map(([file, name, status]) => ({ file, name, status })),
  }) as TestReport;

test("a test that is gone or skipped is silenced, a failing or passing one is not", () => {
  const before = report(["a", "gone", "failed"], ["a", "skipped", "passed"], ["a", "fails", "passed"]);
  const after = report(["a", "skipped", "skipped"], ["a", "fails", "failed"]);
  expect(findSilencedTests(before, after)).toEqual([
    '"gone" was removed or skipped',
    '"skipped" was removed or skipped',
  ]);
});

test("a file that could not be loaded is not silenced when one of its tests runs now", () => {
  const before = report(["a", LOADING, "failed"], ["b", LOADING, "failed"]);
  const after = report(["a", "works", "passed"], ["b", "works", "skipped"]);
  expect(findSilencedTests(before, after)).toEqual([`"${LOADING}" was removed or skipped`]);
});
