import type { TestContext } from "./run.ts";
import type { Collector, Hook, HookName, Mode, TestBody, TestCase } from "./tree.ts";

type Declare = (...parameters: unknown[]) => unknown;

/** Thrown by `this.skip()`. */
class Skipped extends Error {
  override readonly name = "Skipped";
}

/** What mocha's functions find in `this`; tests keep their own fields in it. */
function newContext(): Record<string, unknown> {
  const context: Record<string, unknown> = {};
  for (const name of ["timeout", "slow", "retries"]) context[name] = () => context;
  context.skip = (): never => {
    throw new Skipped("skipped");
  };
  context.test = { title: "", fullTitle: () => "" };
  context.currentTest = context.test;
  return context;
}

/** A body bound to the file's context that still tells by its length whether it takes a `done` callback. */
function bound<T extends Hook>(body: T, context: () => object): T {
  const run = function call(this: unknown, ...parameters: unknown[]): unknown {
    try {
      const result: unknown = Reflect.apply(body, context(), parameters);
      return result instanceof Promise ? result.catch(forgive) : result;
    } catch (error) {
      return forgive(error);
    }
  };
  Object.defineProperty(run, "length", { value: body.length });
  return run as unknown as T;
}

function forgive(error: unknown): undefined {
  if (error instanceof Skipped) return undefined;
  throw error;
}

const functionIn = (parameters: readonly unknown[]): TestBody | undefined =>
  parameters.find((value): value is TestBody => typeof value === "function");

type Context = () => Record<string, unknown>;

/** One context for each test file. */
function contextOf(collector: Collector): Context {
  let root: unknown;
  let current = newContext();
  return () => {
    if (root !== collector.root) {
      root = collector.root;
      current = newContext();
    }
    return current;
  };
}

function tester(collector: Collector, context: Context, mode: Mode): Declare {
  return (name, ...rest) => {
    const body = functionIn(rest);
    const test: TestCase = {
      kind: "test",
      name: String(name),
      body: body && bound(body, context),
      mode: body ? mode : "skip",
      inverted: false,
    };
    collector.test(test);
    return { timeout: () => undefined, retries: () => undefined };
  };
}

function suiter(collector: Collector, context: Context, mode: Mode): Declare {
  return (name, ...rest) => {
    const body = functionIn(rest);
    collector.suite(String(name), mode, body && (() => Reflect.apply(body, context(), [])));
    return { timeout: () => undefined };
  };
}

/** The exports of mocha (bdd and tdd interfaces), also offered as globals. */
export function mochaModule(collector: Collector): Record<string, unknown> {
  const context = contextOf(collector);
  const hook =
    (kind: HookName): Declare =>
    (...parameters) => {
      const body = functionIn(parameters);
      if (body) collector.hook(kind, bound(body, context));
    };
  const withModes = (make: (mode: Mode) => Declare): Declare =>
    Object.assign(make("run"), { only: make("only"), skip: make("skip") });
  const it = withModes((mode) => tester(collector, context, mode));
  const describe = withModes((mode) => suiter(collector, context, mode));
  const skippedTest = tester(collector, context, "skip");
  const skippedSuite = suiter(collector, context, "skip");
  return {
    ...{ it, test: it, specify: it, describe, context: describe, suite: describe },
    ...{ xit: skippedTest, xspecify: skippedTest, xdescribe: skippedSuite, xcontext: skippedSuite },
    ...{
      before: hook("before"),
      after: hook("after"),
      suiteSetup: hook("before"),
      suiteTeardown: hook("after"),
    },
    ...{ beforeEach: hook("beforeEach"), afterEach: hook("afterEach"), setup: hook("beforeEach") },
    teardown: hook("afterEach"),
    run: () => undefined,
  };
}

/** Mocha passes nothing but `done`. */
export function mochaContext(): TestContext {
  return { argument: undefined, finish: () => undefined };
}
