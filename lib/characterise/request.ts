import { z } from "zod";

/** How the tests of one source file are written and run. */
export const subjectFileSchema = z.object({
  /** Source file, from the top of the repository. */
  file: z.string(),
  /** Where its new tests go; no such file exists yet. */
  testPath: z.string(),
  /** Shell commands that run only the new tests, and only the explorer; null: the runner can't be narrowed. */
  runTest: z.string().nullable(),
  explorerPath: z.string(),
  runExplorer: z.string().nullable(),
  module: z.enum(["esm", "commonjs", "python"]),
  /** Whether relative imports name the extension. */
  extension: z.boolean(),
  jestGlobals: z.boolean(),
  pythonModule: z.string(),
  /** The word that begins a test, and how it asks. */
  word: z.enum(["test", "it"]),
  chai: z.boolean(),
  quote: z.enum(["'", '"']),
});
export type SubjectFile = z.infer<typeof subjectFileSchema>;

export const requestSchema = z.object({
  root: z.string(),
  runner: z.enum(["node:test", "vitest", "jest", "mocha", "pytest", "unittest"]),
  /** Shell command that runs the whole suite. */
  testCommand: z.string(),
  files: z.array(subjectFileSchema).min(1),
  /** Only these functions (`total`, `Cart.add`); null: all that others can call. */
  symbols: z.array(z.string()).nullable(),
  /** Files whose calls show how functions are used; tests among them. */
  context: z.array(z.string()),
  /** False: there is no test yet, so that nothing passes before. */
  hasTests: z.boolean(),
  seconds: z.number().positive(),
});
export type CharacteriseRequest = z.infer<typeof requestSchema>;

/** Something that can be passed or not: a statement, or one way of a branch. */
export interface Probe {
  id: number;
  kind: "statement" | "branch";
  line: number;
  start: number;
  end: number;
}

/** One call to try. All texts are source of the repository's language. */
export interface Call {
  id: number;
  /** Display name of what is called: "total", "Cart.add". */
  subject: string;
  /** What is called: a name, or a method of `owner`. */
  callee: string;
  /** Expression that makes the object a method is called on; null for a function. */
  owner: string | null;
  args: string;
  isNew: boolean;
}

export interface Outcome {
  /** `other`: nothing a test could ask for. */
  kind: "value" | "fields" | "items" | "state" | "argument" | "throws" | "other";
  text: string;
  message?: string;
  /** The code throws it itself. */
  deliberate?: boolean;
  isAsync?: boolean;
  /** Which argument was changed. */
  index?: number;
  /** Names that `text` uses, by the module that they come from; Python only. */
  names?: Record<string, string>;
}

export interface Tried {
  id: number;
  outcome: Outcome;
  /** "file:probe". */
  hits: string[];
  touched: string[];
  /** Twice the same. */
  stable: boolean;
}

export interface Exploration {
  results: Tried[];
  mutants: { id: number; killedBy: number[]; broken: boolean }[];
  problem: string | null;
}

/** A change of the code that good tests notice. */
export interface Mutant {
  id: number;
  line: number;
  /** "`>=` becomes `>`". */
  what: string;
  /** The whole changed file. */
  text: string;
}

/** A function or method that others can call. */
export interface Subject {
  name: string;
  line: number;
  start: number;
  end: number;
  calls: Call[];
  /** Whether it is said to give `undefined` (`None`) at times. */
  givesNothing: boolean;
  /** Whether it gives a value at all. */
  returns: boolean;
}

export interface Counted {
  hit: number;
  total: number;
}
export interface Coverage {
  statements: Counted;
  branches: Counted;
}

export interface CharacteriseResult {
  status: "written" | "nothing_uncovered" | "nothing_found" | "red" | "unsupported";
  reason: string;
  coverage: { file: string; before: Coverage; after: Coverage }[];
  tests: { path: string; file: string; content: string; names: string[] }[];
  /** What each test was seen to fail on: its name and the change. */
  kills: { path: string; name: string; mutant: string }[];
  mutants: { killed: number; total: number; survivors: string[] };
  /** Outcomes that look like an error and are for a person to judge. */
  suspicious: { file: string; line: number; call: string; gives: string }[];
  /** What stays uncovered, and why. */
  left: string[];
  runs: { what: string; command: string; exitCode: number | null }[];
}
