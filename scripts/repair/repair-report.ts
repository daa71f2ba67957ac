import { z } from "zod";
import type { TestCounts, TestRunner } from "#lib/domain/test-reports/schema.ts";

const filePatch = z.object({ file: z.string(), before: z.string(), after: z.string() });
const place = z.object({
  file: z.string(),
  line: z.number(),
  score: z.number(),
  why: z.string().default(""),
});

const candidate = filePatch.extend({
  others: z.array(filePatch).default([]),
  unifiedSummary: z.string(),
  operator: z.string(),
  score: z.number(),
  overfit: z.boolean(),
  disagreement: z.object({ patches: z.number() }).optional(),
});
export type Candidate = z.infer<typeof candidate>;

/** The last line of the engine, as far as it is reported. */
export const engineResult = z.object({
  status: z.string(),
  reason: z.string().optional(),
  mode: z.string().default("warm"),
  patches: z.array(candidate),
  rootCause: z
    .object({ file: z.string(), line: z.number(), function: z.string(), explanation: z.string() })
    .optional(),
  localisation: z
    .object({
      functions: z.array(place.extend({ function: z.string() })),
      lines: z.array(place),
    })
    .default({ functions: [], lines: [] }),
  candidates: z.object({ tried: z.number(), perSecond: z.number().default(0) }),
  deadlineReached: z.boolean().default(false),
});
export type EngineResult = z.infer<typeof engineResult>;

export interface TestOutcome {
  exitCode: number | null;
  passed: boolean;
  timedOut: boolean;
  /** From the runner's report; null when it wrote none that can be read. */
  counts: TestCounts | null;
  /** Names of the failing tests, the first 20. */
  failing: string[];
  /** End of the output when it did not pass. */
  output: string;
  seconds: number;
}

export interface ReportedPatch {
  /** One line: what becomes what, and where. */
  summary: string;
  operator: string;
  score: number;
  /** It only adds a special case for a value of the failing test: no fix. */
  overfit: boolean;
  files: string[];
  /** Unified diff. */
  patch: string;
  /** Whether the whole test command passes with it; null: it was not run. */
  passes: boolean | null;
}

export const repairStatuses = ["fixed", "no_fix", "nothing_to_repair", "cannot_run"] as const;

export interface RepairReport {
  status: (typeof repairStatuses)[number];
  /** One sentence: why there is no fix, or what to know about it. */
  reason: string | null;
  /** The best patch; of those that pass the whole test command, if there is one. */
  best: ReportedPatch | null;
  alternatives: ReportedPatch[];
  /** Different fixes that pass the tests: above one, the tests leave room for doubt. */
  plausible: number;
  rootCause: EngineResult["rootCause"] | null;
  localisation: EngineResult["localisation"];
  testCommand: string;
  runner: TestRunner;
  /** "warm": the engine ran the tests itself; "process": the test command once per candidate. */
  mode: string | null;
  before: TestOutcome | null;
  after: TestOutcome | null;
  candidates: { tried: number; perSecond: number };
  deadlineReached: boolean;
  seconds: { prepare: number; search: number; total: number };
  /** The patch was written to the folder. */
  applied: boolean;
}
