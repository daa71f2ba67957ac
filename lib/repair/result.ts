import type { Distinction } from "./search/disagree.ts";
import type { Edit } from "./syntax/edits.ts";
import type { TestId } from "./worker/protocol.ts";

export interface SuspiciousLine {
  file: string;
  line: number;
  /** Ochiai score in 0..1, raised for lines in the failing test's stack trace. */
  score: number;
  why: string;
}

export interface SuspiciousFunction extends SuspiciousLine {
  function: string;
}

export interface Localisation {
  /** Files that the failing tests run and that are generated or of a dependency: they are never changed. */
  generated?: string[];
  functions: SuspiciousFunction[];
  lines: SuspiciousLine[];
}

export interface FailingTest extends TestId {
  message: string;
  expected?: string;
  actual?: string;
}

/** A changed file: the edits refer to `before`. */
export interface FilePatch {
  file: string;
  edits: Edit[];
  before: string;
  after: string;
}

export interface Patch extends FilePatch {
  /** Further files of a patch that needs more than one. */
  others: FilePatch[];
  /** One line for people, such as "`a > b` becomes `a >= b` in src/price.ts:12". */
  unifiedSummary: string;
  operator: string;
  /** Estimated chance, in 0..1, that what it does is right, among the patches found. */
  score: number;
  testsPassed: number;
  testsTotal: number;
  /** Adds a special case for a literal of the failing test; never first while anything else is plausible. */
  overfit: boolean;
  /** Set when other plausible patches were found: the tests don't decide between them, a person should look. */
  disagreement?: {
    /** Plausible patches found, this one included. */
    patches: number;
    /** Groups of them that behave differently on the inputs tried. */
    behaviours?: number;
    /** An input that tells them apart, for a question to a person; positions refer to the ranked patches. */
    distinction?: Distinction;
  };
}

export interface RootCause {
  file: string;
  line: number;
  function: string;
  explanation: string;
}

export interface CandidateCounts {
  tried: number;
  perSecond: number;
  byOperator: Record<string, number>;
}

export type RepairStatus = "fixed" | "no_patch" | "no_failing_test" | "unsupported";

export interface RepairResult {
  kind: "result";
  command: "repair";
  status: RepairStatus;
  /** Why the status is not "fixed". */
  reason?: string;
  mode: "warm" | "process";
  patches: Patch[];
  rootCause?: RootCause;
  localisation: Localisation;
  failing: FailingTest[];
  candidates: CandidateCounts;
  durationMs: number;
  deadlineReached: boolean;
}

export interface LocaliseResult {
  kind: "result";
  command: "localise";
  status: "localised" | "no_failing_test" | "unsupported";
  reason?: string;
  localisation: Localisation;
  failing: FailingTest[];
  durationMs: number;
}

export interface Progress {
  kind: "progress";
  stage: "tests" | "localise" | "one-edit" | "synthesis" | "two-edits" | "process" | "compare";
  message: string;
  tried?: number;
  plausible?: number;
}

export type OnProgress = (progress: Progress) => void;
