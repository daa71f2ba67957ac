import { z } from "zod";

/** Outcome of one test. `todo` marks a test that its authors expect to fail; it still says what it found. */
export const testCaseSchema = z.object({
  file: z.string(),
  /** Full name: suites and test, separated by " > ". */
  name: z.string(),
  status: z.enum(["passed", "failed", "skipped"]),
  todo: z.boolean(),
  /** Failure text with stack, cut to a readable length. */
  message: z.string().optional(),
});

export const testReportSchema = z.object({
  command: z.string(),
  exitCode: z.number().nullable(),
  durationMs: z.number(),
  timedOut: z.boolean(),
  outOfMemory: z.boolean(),
  truncated: z.boolean(),
  /** False when no machine-readable report was found: then only the exit code is known. */
  parsed: z.boolean(),
  cases: z.array(testCaseSchema),
  /** Last part of what the command printed. */
  output: z.string(),
});

export type TestCase = z.infer<typeof testCaseSchema>;
export type TestReport = z.infer<typeof testReportSchema>;

export const testRunners = ["node:test", "vitest", "jest", "mocha", "pytest", "unittest", "unknown"] as const;
export type TestRunner = (typeof testRunners)[number];

export interface TestCounts {
  total: number;
  passed: number;
  failed: number;
  skipped: number;
}

/** Counts by outcome; a failing `todo` test counts as skipped, as its runner does. */
export function countCases(cases: TestCase[]): TestCounts {
  const counts = { total: cases.length, passed: 0, failed: 0, skipped: 0 };
  for (const testCase of cases) {
    if (testCase.status === "failed" && testCase.todo) counts.skipped += 1;
    else counts[testCase.status] += 1;
  }
  return counts;
}

/** Identity of a test within a suite. */
export const caseKey = (testCase: { file: string; name: string }): string =>
  `${testCase.file}\u0000${testCase.name}`;

/** Name of the one failing case of a test file that can't be loaded. */
export const LOADING = "(the test file is loaded)";
