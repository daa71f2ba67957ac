import assert from "node:assert";
import { mock as nodeMock } from "node:test";
import type { TestContext } from "./run.ts";
import type { Collector, Hook, Mode, TestBody, TestCase } from "./tree.ts";

interface Options {
  skip?: unknown;
  todo?: unknown;
  only?: unknown;
}

interface Declaration {
  name: string;
  mode: Mode;
  body: TestBody | undefined;
}

/** node:test accepts `(name?, options?, fn?)` in every combination. */
function declaration(parameters: readonly unknown[], forced: Mode): Declaration {
  const body = parameters.find((value): value is TestBody => typeof value === "function");
  const named = parameters.find((value) => typeof value === "string");
  const given = parameters.find((value) => typeof value === "object" && value !== null) as
    | Options
    | undefined;
  const option: Mode = given?.skip ? "skip" : given?.todo ? "todo" : given?.only ? "only" : forced;
  const name = typeof named === "string" ? named : body?.name || "<anonymous>";
  return { name, body, mode: forced === "run" ? option : forced };
}

function testCase(parameters: readonly unknown[], mode: Mode): TestCase {
  const declared = declaration(parameters, mode);
  const todo = parameters
    .map((value) => (value as Options | undefined)?.todo)
    .find((value) => value !== undefined && value !== false);
  const reason = declared.mode === "todo" ? { todo: typeof todo === "string" ? todo : "" } : {};
  return { kind: "test", inverted: false, ...declared, ...reason };
}

/** The exports of `node:test`, bound to a collector. */
export function nodeTestModule(collector: Collector): Record<string, unknown> {
  const tester =
    (mode: Mode) =>
    (...parameters: unknown[]) =>
      Promise.resolve(collector.test(testCase(parameters, mode)));
  const suiter =
    (mode: Mode) =>
    (...parameters: unknown[]) => {
      const { name, body, mode: chosen } = declaration(parameters, mode);
      collector.suite(name, chosen, body && (() => body({ name })));
      return Promise.resolve();
    };
  const withModes = (make: (mode: Mode) => (...parameters: unknown[]) => unknown) =>
    Object.assign(make("run"), { skip: make("skip"), todo: make("todo"), only: make("only") });
  const hooks = {
    before: (hook: Hook) => collector.hook("before", hook),
    after: (hook: Hook) => collector.hook("after", hook),
    beforeEach: (hook: Hook) => collector.hook("beforeEach", hook),
    afterEach: (hook: Hook) => collector.hook("afterEach", hook),
  };
  const test = Object.assign(withModes(tester), { mock: nodeMock, assert }, hooks);
  const suite = withModes(suiter);
  const api = { test, it: withModes(tester), describe: suite, suite, mock: nodeMock, assert, ...hooks };
  const exports: Record<string, unknown> = { ...api, default: Object.assign(test, api) };
  return exports;
}

/** The `t` argument of a node:test body. */
export function nodeTestContext(name: string, runSubtest: (test: TestCase) => Promise<void>): TestContext {
  const after: Hook[] = [];
  const beforeEach: Hook[] = [];
  const afterEach: Hook[] = [];
  const subtest =
    (mode: Mode) =>
    async (...parameters: unknown[]) => {
      const inner = testCase(parameters, mode);
      const body = inner.body;
      await runSubtest({
        ...inner,
        body:
          body &&
          (async (context: unknown) => {
            for (const hook of beforeEach) await hook(context);
            await body(context);
            for (const hook of afterEach) await hook(context);
          }),
      });
    };
  const ignore = (): void => undefined;
  const argument = {
    name,
    fullName: name,
    signal: new AbortController().signal,
    mock: nodeMock,
    assert,
    test: Object.assign(subtest("run"), {
      skip: subtest("skip"),
      todo: subtest("todo"),
      only: subtest("only"),
    }),
    after: (hook: Hook) => void after.push(hook),
    before: (hook: Hook) => hook({}),
    beforeEach: (hook: Hook) => void beforeEach.push(hook),
    afterEach: (hook: Hook) => void afterEach.push(hook),
    diagnostic: ignore,
    plan: ignore,
    skip: ignore,
    todo: ignore,
    runOnly: ignore,
  };
  const finish = async (): Promise<void> => {
    for (const hook of after) await hook(argument);
  };
  return { argument, finish: () => (after.length > 0 ? finish() : undefined) };
}
