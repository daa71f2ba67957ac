import type { Edit } from "../syntax/edits.ts";
import type { SeenByStatement } from "../syntax/values.ts";

export type Runner = "node:test" | "vitest" | "jest" | "mocha";

/** Stands for a whole test file that could not be evaluated; it passes when the file loads and its tests pass. */
export const LOADED = "(the test file is loaded)";

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
  /** Largest tick count of a target that ended before any edit. */
  targetTicks: number;
  /** Slowest test before any edit. */
  milliseconds: number;
}

export interface Verdict {
  id: number;
  outcome: "invalid" | "failed" | "nearer" | "partial" | "plausible" | "budget";
  /** Indexes into the targets that now pass. */
  fixed: number[];
  testsPassed: number;
  testsTotal: number;
  /** How far the first target's result is from the expected one, where it is nearer than the unedited program's. */
  distance?: number;
  /** Previously passing tests that fail now; 0 for a plausible candidate. */
  broken: number;
}

/** What the worker needs to synthesise code for one file. */
export interface SynthesisRequest {
  file: string;
  goal: Goal;
  budget: number;
  milliseconds: number;
  /** Suspicion of each statement; holes are opened inside statements above 0. */
  scores: { start: number; end: number; score: number }[];
  numbers: string[];
  strings: string[];
}

export interface SynthesisProposal {
  operator: string;
  /** Size of the synthesised code; smaller is more likely right. */
  cost: number;
  edit: Edit;
  score: number;
  /** The place that was opened. */
  start: number;
  end: number;
}

export interface Synthesis {
  proposals: SynthesisProposal[];
  /** Holes that were looked at, those with angelic values, and the test runs it took. */
  holes: number;
  angelic: number;
  trials: number;
}

/** Patches to be run on variants of the tests and of the arguments they lead to. */
export interface ProbeRequest {
  /** The function that the best patch changes: its arguments are recorded and varied. */
  file: string;
  /** A place inside the function, in the unedited file. */
  offset: number;
  variants: Change[][];
  targets: TestId[];
  passing: TestId[];
  budget: number;
  milliseconds: number;
}

export interface Probe {
  inputs: {
    /** The code a person reads, by number of the look; looks without one can't be asked about. */
    calls: Record<number, string>;
    /** It varies a test that passed, or a call made by one. */
    trusted: boolean;
  }[];
  /**
   * Results by variant, the unedited program first: looks joined by `LOOK`, each `number:result`, -1 for how the
   * whole ended; `UNKNOWN` where there is none.
   */
  outputs: string[][];
}

/** Stands between the looks of one output. */
export const LOOK = "\u0001";
/** The output of a variant that could not be run. */
export const UNKNOWN = "?";

export type ToWorker =
  | { kind: "probe"; request: ProbeRequest }
  | { kind: "synthesise"; request: SynthesisRequest }
  | { kind: "baseline"; coverage: boolean }
  | { kind: "judge"; goal: Goal; budget: number; milliseconds: number; candidates: Candidate[] };

export type FromWorker =
  | { kind: "baseline"; baseline: Baseline }
  | { kind: "verdict"; verdict: Verdict }
  | { kind: "synthesis"; synthesis: Synthesis }
  | { kind: "probe"; probe: Probe }
  | { kind: "batch"; judged: number; damaged: boolean; seconds: number };

export interface WorkerData {
  root: string;
  runner: Runner;
  testFiles: string[];
}

/** File descriptor on which the worker writes one byte per candidate it begins. */
export const PROGRESS_FD = 4;
