/** What the mini harness collects while a test file is evaluated. */
export type TestBody = (context: unknown, done?: (error?: unknown) => void) => unknown;
export type Hook = (context: unknown, done?: (error?: unknown) => void) => unknown;
export type HookName = "before" | "after" | "beforeEach" | "afterEach";

export interface TestCase {
  kind: "test";
  name: string;
  body: TestBody | undefined;
  mode: Mode;
  /** Passes when the body throws (vitest's `fails`). */
  inverted: boolean;
  parameters?: readonly unknown[];
  /** node:test runs a `todo` test and forgives its failure; the text says why it is one. */
  todo?: string;
}

export type Mode = "run" | "skip" | "todo" | "only";

export interface Suite {
  kind: "suite";
  name: string;
  mode: Mode;
  entries: (Suite | TestCase)[];
  hooks: Record<HookName, Hook[]>;
}

export function newSuite(name: string, mode: Mode): Suite {
  return {
    kind: "suite",
    name,
    mode,
    entries: [],
    hooks: { before: [], after: [], beforeEach: [], afterEach: [] },
  };
}

/** Separates suite and test names in a full name. */
export const SEPARATOR = " > ";

/** The API of a feature the mini harness does not have: the caller falls back to the repository's own runner. */
export class UnsupportedByHarness extends Error {
  override readonly name = "UnsupportedByHarness";
}

/** Collects suites and tests of the file that is being evaluated; `pending` holds asynchronous suite bodies. */
export class Collector {
  root = newSuite("", "run");
  #current = this.root;
  pending: Promise<unknown>[] = [];
  unsupported: string | undefined;
  /** Set while a test runs: a test declared then is a subtest. */
  declare: ((test: TestCase) => unknown) | undefined;

  reset(): void {
    this.root = newSuite("", "run");
    this.#current = this.root;
    this.pending = [];
    this.declare = undefined;
  }

  refuse(feature: string): never {
    this.unsupported ??= feature;
    throw new UnsupportedByHarness(`${feature} needs the repository's own test runner`);
  }

  suite(name: string, mode: Mode, body: (() => unknown) | undefined): void {
    const suite = newSuite(name, body ? mode : "todo");
    const outer = this.#current;
    outer.entries.push(suite);
    if (!body) return;
    this.#current = suite;
    try {
      const result = body();
      if (result instanceof Promise) this.pending.push(result);
    } finally {
      this.#current = outer;
    }
  }

  test(test: TestCase): unknown {
    if (this.declare) return this.declare(test);
    this.#current.entries.push(test);
    return undefined;
  }

  hook(name: HookName, hook: Hook): void {
    this.#current.hooks[name].push(hook);
  }
}
