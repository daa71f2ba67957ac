import type { Edit } from "../syntax/edits.ts";
import type { SeenByStatement } from "../syntax/values.ts";

export type Runner = "node:test" | "vitest" | "jest";

/** A test of the repository: its file relative to the root and its full name joined by " > ". */
export interface TestId {
  file: string;
  name: string;
}

/** A place named by a stack trace. */
export interface Frame {
  file: string;
  line: number;
}

export interface TestOutcome extends TestId {
  status: "passed" | "failed" | "skipped";
  milliseconds: number;
  ticks: number;
  message?: string;
  expected?: string;
  actual?: string;
  frames: Frame[];
  /** The test reached for something the worker refuses, so its outcome here says nothing. */
  blocked: boolean;
  /** The runner forgives its failure (a `todo` of node:test); the text is the reason given. */
  todo?: string;
  /** Statement numbers that ran, by relative file; only when coverage was asked for. */
  covered?: Record<string, number[]>;
}

/** Everything one pass over the test files told. */
export interface Baseline {
  tests: TestOutcome[];
  /** Files of the repository that the tests load, relative, tests included. */
  files: string[];
  /** Statement numbers that ran while modules loaded, by relative file. */
  loaded: Record<string, number[]>;
  /** Local values seen while the tests ran, by relative file; only when coverage was asked for. */
  seen: Record<string, SeenByStatement>;
  /** Set when the warm worker can't run these tests; says why. */
  unsupported?: string;
}

/** Edits of one file, by its path relative to the root. */
export interface Change {
  file: string;
  edits: Edit[];
}

export interface Candidate {
  id: number;
  changes: Change[];
}

/** What the worker needs to judge candidates. */
export interface Goal {
  targets: TestId[];
  /** Tests that passed before and have to stay that way. */
  passing: TestId[];
  /** Largest tick count of a terminating test before any edit. */
  ticks: number;
  /** Slowest test before any edit. */
  milliseconds: number;
}

export interface Verdict {
  id: number;
  outcome: "invalid" | "failed" | "partial" | "plausible" | "budget";
  /** Indexes into the targets that now pass. */
  fixed: number[];
  testsPassed: number;
  testsTotal: number;
  /** Previously passing tests that fail now; 0 for a plausible candidate. */
  broken: number;
}

export type ToWorker =
  | { kind: "baseline"; coverage: boolean }
  | { kind: "judge"; goal: Goal; budget: number; candidates: Candidate[] };

export type FromWorker =
  | { kind: "baseline"; baseline: Baseline }
  | { kind: "verdict"; verdict: Verdict }
  | { kind: "batch"; judged: number; damaged: boolean; seconds: number };

export interface WorkerData {
  root: string;
  runner: Runner;
  testFiles: string[];
}

/** File descriptor on which the worker writes one byte per candidate it begins. */
export const PROGRESS_FD = 4;
