import { type Collector, type Hook, SEPARATOR, type Suite, type TestCase } from "./tree.ts";

/** How one test ended. `error` is what it threw. */
export interface Ended {
  name: string;
  status: "passed" | "failed" | "skipped";
  error?: unknown;
  /** Set for a test whose failure the runner forgives. */
  todo?: string;
}

export interface RunOptions {
  /** Full names to run; undefined runs all. */
  only?: ReadonlySet<string>;
  /** Called around every test so that the caller can count, cut and clean up. */
  enter: (name: string) => void;
  leave: (ended: Ended) => void;
  /** Waits for a promise and rejects when the test can never end. */
  settle: (promise: Promise<unknown>) => Promise<unknown>;
  /** True ends the run early. */
  stop: () => boolean;
  /** Builds the argument of a test; `runSubtest` runs a subtest at once. */
  context: (name: string, runSubtest: (test: TestCase) => Promise<void>) => TestContext;
}

/** The runner-specific argument of a test body and what has to happen after it. */
export interface TestContext {
  argument: unknown;
  finish: () => unknown;
}

interface Level {
  path: readonly string[];
  beforeEach: readonly Hook[];
  afterEach: readonly Hook[];
  skipped: boolean;
}

function hasOnly(suite: Suite): boolean {
  return suite.entries.some((entry) => entry.mode === "only" || (entry.kind === "suite" && hasOnly(entry)));
}

function chosen(only: ReadonlySet<string> | undefined, name: string): boolean {
  if (!only || only.has(name)) return true;
  for (const wanted of only) if (wanted.startsWith(name + SEPARATOR)) return true;
  return false;
}

function containsChosen(suite: Suite, prefix: string, only: ReadonlySet<string> | undefined): boolean {
  if (!only) return true;
  const start = prefix + SEPARATOR;
  for (const wanted of only) if (wanted.startsWith(start)) return true;
  return suite.entries.length > 0 && prefix === "";
}

/** Call a body or hook that may take a `done` callback; returns a promise only when there is something to wait for. */
export function call(
  body: Hook,
  argument: unknown,
  settle: RunOptions["settle"],
  callback: boolean,
): unknown {
  if (!callback) {
    const result = body(argument);
    return isThenable(result) ? settle(Promise.resolve(result)) : undefined;
  }
  return settle(
    new Promise<void>((resolve, reject) => {
      const done = (error?: unknown): void =>
        error === undefined || error === null ? resolve() : reject(error);
      // jest passes `done` as the only argument, node:test as the second.
      if (body.length >= 2) body(argument, done);
      else (body as (done: (error?: unknown) => void) => unknown)(done);
    }),
  );
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}

/** Which bodies take a `done` callback: jest's by their only parameter, node:test's by their second. */
export type Callbacks = "jest" | "node" | "none";

/** Runs the collected tests of one file in order, with hooks, the way the three runners agree on. */
export async function runCollected(
  collector: Collector,
  options: RunOptions,
  callbacks: Callbacks,
): Promise<void> {
  await new FileRunner(collector.root, options, callbacks).run();
}

class FileRunner {
  readonly #root: Suite;
  readonly #options: RunOptions;
  readonly #callbacks: Callbacks;
  readonly #onlyMode: boolean;

  constructor(root: Suite, options: RunOptions, callbacks: Callbacks) {
    this.#root = root;
    this.#options = options;
    this.#callbacks = callbacks;
    this.#onlyMode = hasOnly(root);
  }

  run(): Promise<void> {
    return this.#suite(this.#root, { path: [], beforeEach: [], afterEach: [], skipped: false }, false);
  }

  #wantsDone(body: Hook): boolean {
    return this.#callbacks === "jest" ? body.length === 1 : this.#callbacks === "node" && body.length === 2;
  }

  async #hooks(hooks: readonly Hook[]): Promise<void> {
    for (const hook of hooks) {
      const waiting = call(hook, {}, this.#options.settle, this.#wantsDone(hook));
      if (waiting) await waiting;
    }
  }

  async #suite(suite: Suite, level: Level, focused: boolean): Promise<void> {
    const inner: Level = {
      path: suite.name ? [...level.path, suite.name] : level.path,
      beforeEach: [...level.beforeEach, ...suite.hooks.beforeEach],
      afterEach: [...suite.hooks.afterEach, ...level.afterEach],
      skipped: level.skipped || suite.mode === "skip" || suite.mode === "todo",
    };
    if (!containsChosen(suite, inner.path.join(SEPARATOR), this.#options.only)) return;
    let broken: unknown;
    if (!inner.skipped) {
      try {
        await this.#hooks(suite.hooks.before);
      } catch (error) {
        broken = error ?? new Error("a before hook failed");
      }
    }
    for (const entry of suite.entries) {
      if (this.#options.stop()) break;
      await this.#entry(entry, inner, focused, broken);
    }
    if (!inner.skipped) await this.#hooks(suite.hooks.after).catch(() => undefined);
  }

  async #entry(entry: Suite | TestCase, level: Level, focused: boolean, broken: unknown): Promise<void> {
    const on =
      !this.#onlyMode || focused || entry.mode === "only" || (entry.kind === "suite" && hasOnly(entry));
    const inner = on ? level : { ...level, skipped: true };
    if (entry.kind === "suite")
      await this.#suite(entry, inner, focused || (entry.mode === "only" && !hasOnly(entry)));
    else if (broken === undefined) await this.#test(entry, inner);
    else this.#reportBroken(entry, inner, broken);
  }

  #reportBroken(test: TestCase, level: Level, error: unknown): void {
    const name = [...level.path, test.name].join(SEPARATOR);
    if (!chosen(this.#options.only, name)) return;
    this.#options.enter(name);
    this.#options.leave({ name, status: "failed", error });
  }

  /** Resolves to what the test failed with, undefined when it passed or did not run. */
  async #test(test: TestCase, level: Level): Promise<unknown> {
    const name = [...level.path, test.name].join(SEPARATOR);
    if (!chosen(this.#options.only, name) || this.#options.stop()) return undefined;
    this.#options.enter(name);
    const forgiven = test.todo !== undefined && test.body !== undefined;
    if (level.skipped || test.mode === "skip" || (test.mode === "todo" && !forgiven) || !test.body) {
      this.#options.leave({ name, status: "skipped" });
      return undefined;
    }
    const error = await this.#attempt(test, name, level);
    const todo = test.todo === undefined ? {} : { todo: test.todo };
    this.#options.leave(
      error === undefined ? { name, status: "passed", ...todo } : { name, status: "failed", error, ...todo },
    );
    return test.todo === undefined ? error : undefined;
  }

  async #attempt(test: TestCase, name: string, level: Level): Promise<unknown> {
    let error: unknown;
    try {
      await this.#hooks(level.beforeEach);
      await this.#body(test, name, level);
    } catch (thrown) {
      error = thrown ?? new Error("the test threw nothing");
    }
    try {
      await this.#hooks(level.afterEach);
    } catch (thrown) {
      error ??= thrown ?? new Error("an afterEach hook threw nothing");
    }
    if (!test.inverted) return error;
    return error === undefined ? new Error("the test was expected to fail") : undefined;
  }

  async #body(test: TestCase, name: string, level: Level): Promise<void> {
    let subtestError: unknown;
    const below = { ...level, path: [...level.path, test.name] };
    const runSubtest = async (inner: TestCase): Promise<void> => {
      const full = `${name}${SEPARATOR}${inner.name}`;
      if (!chosen(this.#options.only, full) && !this.#options.only?.has(name)) return;
      const error = await this.#test(inner, below);
      subtestError ??= error;
    };
    const context = this.#options.context(name, runSubtest);
    try {
      const waiting = this.#invoke(test, context.argument);
      if (waiting) await waiting;
    } finally {
      const ending = context.finish();
      if (isThenable(ending)) await ending;
    }
    if (subtestError !== undefined) throw subtestError;
  }

  #invoke(test: TestCase, argument: unknown): unknown {
    const { body, parameters } = test;
    if (!body) return undefined;
    if (!parameters) return call(body, argument, this.#options.settle, this.#wantsDone(body));
    const result = (body as (...parameters: unknown[]) => unknown)(...parameters);
    return isThenable(result) ? this.#options.settle(Promise.resolve(result)) : undefined;
  }
}
