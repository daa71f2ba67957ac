import { z } from "zod";
import { IssueFacts } from "#lib/domain/issues/schema.ts";

/*
 * Evidence is written by the run and read by people for years: every reader here is lenient, a field
 * that is missing or of another shape falls back instead of hiding the rest.
 */
const count = z.number().nonnegative().catch(0);
const text = z.string().catch("");
const optionalText = z.string().nullable().catch(null);

export const TestCounts = z.object({ total: count, passed: count, failed: count, skipped: count });
export type TestCounts = z.infer<typeof TestCounts>;

export const TestFailure = z.object({ file: text, name: text, message: text });
export type TestFailure = z.infer<typeof TestFailure>;

export const SetupEvidence = z.object({
  command: text,
  exitCode: z.number().nullable().catch(null),
  durationMs: count,
  output: text,
  truncated: z.boolean().catch(false),
  skipped: z.union([z.boolean(), z.string()]).catch(false),
});
export type SetupEvidence = z.infer<typeof SetupEvidence>;

export const TestReport = TestCounts.extend({
  phase: z.enum(["before", "after", "ci"]).catch("after"),
  command: text,
  exitCode: z.number().nullable().catch(null),
  durationMs: count,
  failures: z.array(TestFailure).catch([]),
  output: text,
  truncated: z.boolean().catch(false),
  timedOut: z.boolean().catch(false),
});
export type TestReport = z.infer<typeof TestReport>;

export const RootCause = z.object({
  file: text,
  line: z.number().nullable().catch(null),
  function: optionalText,
  explanation: text,
  suspicious: z.array(z.object({ file: text, line: count, score: z.number().catch(0) })).catch([]),
  failing: z
    .object({ name: text, expected: optionalText, actual: optionalText, message: text })
    .nullable()
    .catch(null),
});
export type RootCause = z.infer<typeof RootCause>;

export const ChangedFile = z.object({ path: text, additions: count, deletions: count });
export type ChangedFile = z.infer<typeof ChangedFile>;

export const DiffEvidence = z.object({
  patch: text,
  files: z.array(ChangedFile).catch([]),
  summary: text,
});
export type DiffEvidence = z.infer<typeof DiffEvidence>;

export const verdicts = ["verified", "partly", "unverified", "not_reproduced"] as const;
export type Verdict = (typeof verdicts)[number];

const noCounts = { total: 0, passed: 0, failed: 0, skipped: 0 };

export const Verification = z.object({
  verdict: z.enum(verdicts).catch("unverified"),
  reasons: z.array(z.string()).catch([]),
  treeSha: text,
  checkedAt: text,
  before: TestCounts.catch(noCounts),
  after: TestCounts.catch(noCounts),
  flags: z.array(z.string()).catch([]),
});
export type Verification = z.infer<typeof Verification>;

/** How a run made the problem happen, and the same tests after the last edit. */
export const Reproduction = z.object({
  how: z.enum(["failing_test", "stack_trace", "example", "command", "none"]).catch("none"),
  summary: text,
  tests: z
    .array(z.object({ file: text, name: text, before: text, message: text, after: optionalText }))
    .catch([]),
  /** Test files that were written for it and are part of the change. */
  written: z.array(z.object({ path: text, content: text })).catch([]),
  /** What was tried and showed nothing, one sentence each. */
  tried: z.array(z.string()).catch([]),
  /** Tests that fail in some runs of the same code and pass in others. */
  flaky: z.array(z.object({ file: text, name: text, failed: count, runs: count })).catch([]),
});
export type Reproduction = z.infer<typeof Reproduction>;

/** How good a change is by rules on facts, 0 to 10, and what took points away. */
export const Quality = z.object({
  score: z.number().min(0).max(10).catch(0),
  needed: z.number().catch(7),
  reasons: z.array(z.object({ points: z.number().catch(0), text })).catch([]),
  /** What was looked at and found in order. */
  passed: z.array(z.string()).catch([]),
});
export type Quality = z.infer<typeof Quality>;

const CheckRound = z.object({
  headSha: text,
  kind: z.enum(["passed", "failed", "flaky", "infrastructure", "empty"]).catch("failed"),
  failed: z.array(z.string()).catch([]),
  why: text,
});

/** The rounds of CI of a pull request and what was done about them. */
export const CheckRounds = z.object({
  rounds: z.array(CheckRound).catch([]),
  attempts: count,
  ending: text,
});
export type CheckRounds = z.infer<typeof CheckRounds>;

/** What a review looked at; what it found stands in `findings`. */
export const Review = z.object({
  base: text,
  head: text,
  subject: text,
  files: z.array(ChangedFile).catch([]),
  /** What was asked and what it said, one sentence each. */
  looked: z.array(z.string()).catch([]),
  findings: count,
});
export type Review = z.infer<typeof Review>;

/** A change that keeps the behaviour: what was done and what shows that nothing else changed. */
export const Refactoring = z.object({
  operation: z.enum(["rename", "extract", "dead_code"]).catch("rename"),
  summary: text,
  /** What was changed or taken out, one line each. */
  steps: z.array(z.string()).catch([]),
  /** What was left as it is, and why. */
  kept: z.array(z.string()).catch([]),
  diagnosticsBefore: count,
  diagnosticsAfter: count,
});
export type Refactoring = z.infer<typeof Refactoring>;

const Counted = z.object({ hit: count, total: count }).catch({ hit: 0, total: 0 });
const FileCoverage = z.object({ statements: Counted, branches: Counted });

/** Tests that were written for uncovered code, and what shows that they say something. */
export const AddedTests = z.object({
  summary: text,
  files: z.array(z.object({ file: text, before: FileCoverage, after: FileCoverage })).catch([]),
  tests: z.array(z.object({ path: text, file: text, names: z.array(z.string()).catch([]) })).catch([]),
  /** The change of the code that each test was seen to fail on. */
  kills: z.array(z.object({ path: text, name: text, mutant: text })).catch([]),
  mutants: z
    .object({ killed: count, total: count, survivors: z.array(z.string()).catch([]) })
    .catch({ killed: 0, total: 0, survivors: [] }),
  /** Outcomes that look like an error; no test asks for them. */
  suspicious: z.array(z.object({ file: text, line: count, call: text, gives: text })).catch([]),
  /** What stays uncovered and why, one sentence each. */
  left: z.array(z.string()).catch([]),
  runs: z
    .array(z.object({ what: text, command: text, exitCode: z.number().nullable().catch(null) }))
    .catch([]),
});
export type AddedTests = z.infer<typeof AddedTests>;

/** A change of documents, and what it was held against. */
export const Documentation = z.object({
  summary: text,
  done: z.array(z.string()).catch([]),
  /** What is wrong or missing and can't be proven: for a person. */
  open: z.array(z.string()).catch([]),
  /** Changed documents: what of them was compared with the repository, and what is broken by the change. */
  checked: z
    .array(z.object({ path: text, links: count, names: count, broken: z.array(z.string()).catch([]) }))
    .catch([]),
  examples: z
    .array(z.object({ language: text, command: text, exitCode: z.number().nullable().catch(null), text }))
    .catch([]),
});
export type Documentation = z.infer<typeof Documentation>;

/** Fixes that were merged before and were given to the search as templates. */
export const PastFixes = z.object({
  fixes: z
    .array(z.object({ number: count, title: text, repository: text, paths: z.array(z.string()).catch([]) }))
    .catch([]),
  /** Changed pieces of them. */
  pieces: count,
});
export type PastFixes = z.infer<typeof PastFixes>;

const base = {
  id: z.uuid(),
  runStepId: z.uuid().nullable(),
  key: z.string(),
  title: z.string(),
  createdAt: z.string(),
};

export const Evidence = z.discriminatedUnion("kind", [
  z.object({ ...base, kind: z.literal("setup"), data: SetupEvidence }),
  z.object({ ...base, kind: z.literal("issue"), data: IssueFacts }),
  z.object({ ...base, kind: z.literal("reproduction"), data: Reproduction }),
  z.object({ ...base, kind: z.literal("quality"), data: Quality }),
  z.object({ ...base, kind: z.literal("check_rounds"), data: CheckRounds }),
  z.object({ ...base, kind: z.literal("review"), data: Review }),
  z.object({ ...base, kind: z.literal("refactoring"), data: Refactoring }),
  z.object({ ...base, kind: z.literal("added_tests"), data: AddedTests }),
  z.object({ ...base, kind: z.literal("documentation"), data: Documentation }),
  z.object({ ...base, kind: z.literal("past_fixes"), data: PastFixes }),
  z.object({ ...base, kind: z.literal("test_report"), data: TestReport }),
  z.object({ ...base, kind: z.literal("root_cause"), data: RootCause }),
  z.object({ ...base, kind: z.literal("diff"), data: DiffEvidence }),
  z.object({ ...base, kind: z.literal("verification"), data: Verification }),
]);
export type Evidence = z.infer<typeof Evidence>;
export type EvidenceKind = Evidence["kind"];

/** The data of each kind of evidence. */
interface DataByKind {
  setup: SetupEvidence;
  issue: IssueFacts;
  reproduction: Reproduction;
  quality: Quality;
  check_rounds: CheckRounds;
  review: Review;
  refactoring: Refactoring;
  added_tests: AddedTests;
  past_fixes: PastFixes;
  documentation: Documentation;
  test_report: TestReport;
  root_cause: RootCause;
  diff: DiffEvidence;
  verification: Verification;
}

/** The data of the newest evidence of one kind, or null. */
export function latestEvidence<Kind extends EvidenceKind>(
  evidence: Evidence[],
  kind: Kind,
): DataByKind[Kind] | null {
  const found = evidence.findLast((one) => one.kind === kind);
  return (found?.data as DataByKind[Kind] | undefined) ?? null;
}
