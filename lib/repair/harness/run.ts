import { type Collector, type Hook, SEPARATOR, type Suite, type TestCase } from "./tree.ts";

/** How one test ended. `error` is what it threw. */
export interface Ended {
  name: string;
  status: "passed" | "failed" | "skipped";
  error?: unknown;
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

/** Runs the collected tests of one file in order, with hooks, the way the three runners agree on. */
export async function runCollected(
  collector: Collector,
  options: RunOptions,
  callbacks: "jest" | "node" | "none",
): Promise<void> {
  const onlyMode = hasOnly(collector.root);
  const wantsDone = (body: Hook): boolean =>
    callbacks === "jest" ? body.length === 1 : callbacks === "node" ? body.length === 2 : false;

  const runHooks = async (hooks: readonly Hook[]): Promise<void> => {
    for (const hook of hooks) {
      const waiting = call(hook, {}, options.settle, wantsDone(hook));
      if (waiting) await waiting;
    }
  };

  const body = async (test: TestCase, name: string, level: Level): Promise<unknown> => {
    let subtestFailed: unknown;
    let subtests = 0;
    const sub = async (inner: TestCase): Promise<void> => {
      const full = `${name}${SEPARATOR}${inner.name}`;
      if (!chosen(options.only, full) && !options.only?.has(name)) return;
      subtests++;
      const error = await runTest(inner, { ...level, path: [...level.path, test.name] });
      subtestFailed ??= error;
    };
    const context = options.context(name, sub);
    const run = test.body;
    if (!run) return undefined;
    try {
      if (test.parameters) {
        const result = (run as (...parameters: unknown[]) => unknown)(...test.parameters);
        if (isThenable(result)) await options.settle(Promise.resolve(result));
      } else {
        const waiting = call(run, context.argument, options.settle, wantsDone(run));
        if (waiting) await waiting;
      }
    } finally {
      const ending = context.finish();
      if (isThenable(ending)) await ending;
    }
    if (subtests > 0 && subtestFailed !== undefined) throw subtestFailed;
    return undefined;
  };

  const attempt = async (test: TestCase, name: string, level: Level): Promise<unknown> => {
    let error: unknown;
    let failed = false;
    try {
      await runHooks(level.beforeEach);
      await body(test, name, level);
    } catch (thrown) {
      failed = true;
      error = thrown ?? new Error("the test threw nothing");
    }
    try {
      await runHooks(level.afterEach);
    } catch (thrown) {
      failed = true;
      error ??= thrown;
    }
    if (test.inverted) return failed ? undefined : new Error("the test was expected to fail");
    return failed ? error : undefined;
  };

  const runTest = async (test: TestCase, level: Level): Promise<unknown> => {
    const name = [...level.path, test.name].join(SEPARATOR);
    if (!chosen(options.only, name) || options.stop()) return undefined;
    const off = level.skipped || test.mode === "skip" || test.mode === "todo" || !test.body;
    options.enter(name);
    if (off) {
      options.leave({ name, status: "skipped" });
      return undefined;
    }
    const error = await attempt(test, name, level);
    options.leave(error === undefined ? { name, status: "passed" } : { name, status: "failed", error });
    return error;
  };

  const runSuite = async (suite: Suite, level: Level, focused: boolean): Promise<void> => {
    const inner: Level = {
      path: suite.name ? [...level.path, suite.name] : level.path,
      beforeEach: [...level.beforeEach, ...suite.hooks.beforeEach],
      afterEach: [...suite.hooks.afterEach, ...level.afterEach],
      skipped: level.skipped || suite.mode === "skip" || suite.mode === "todo",
    };
    if (!containsChosen(suite, inner.path.join(SEPARATOR), options.only)) return;
    let broken: unknown;
    if (!inner.skipped) {
      try {
        await runHooks(suite.hooks.before);
      } catch (error) {
        broken = error ?? new Error("a before hook failed");
      }
    }
    for (const entry of suite.entries) {
      if (options.stop()) break;
      const on = !onlyMode || focused || entry.mode === "only" || (entry.kind === "suite" && hasOnly(entry));
      const mode = on ? inner : { ...inner, skipped: true };
      if (broken !== undefined && entry.kind === "test") reportBroken(entry, inner, broken);
      else if (entry.kind === "suite")
        await runSuite(entry, mode, focused || (entry.mode === "only" && !hasOnly(entry)));
      else await runTest(entry, mode);
    }
    if (!inner.skipped) await runHooks(suite.hooks.after).catch(() => undefined);
  };

  const reportBroken = (test: TestCase, level: Level, error: unknown): void => {
    const name = [...level.path, test.name].join(SEPARATOR);
    if (!chosen(options.only, name)) return;
    options.enter(name);
    options.leave({ name, status: "failed", error });
  };

  await runSuite(collector.root, { path: [], beforeEach: [], afterEach: [], skipped: false }, false);
}
