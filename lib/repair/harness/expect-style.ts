import { ModuleMocker } from "jest-mock";
import { eachName, eachRows } from "./each.ts";
import { beginExpectations, endExpectations, expect } from "./expectation.ts";
import { fakeTimers } from "./fake-timers.ts";
import type { TestContext } from "./run.ts";
import type { Collector, Hook, Mode, TestBody, TestCase } from "./tree.ts";

const mocker = new ModuleMocker(globalThis);

/** Undo every spy: called after each candidate so that none leaks into the next. */
export function restoreMocks(): void {
  mocker.restoreAllMocks();
}

const titleOf = (name: unknown): string => (typeof name === "function" ? name.name : String(name));

const bodyOf = (parameters: readonly unknown[]): TestBody | undefined =>
  parameters.find((value): value is TestBody => typeof value === "function");

function modeOf(parameters: readonly unknown[], mode: Mode): Mode {
  const given = parameters.find((value) => typeof value === "object" && value !== null) as
    | { skip?: boolean; only?: boolean; todo?: boolean }
    | undefined;
  if (mode !== "run" || !given) return mode;
  return given.skip ? "skip" : given.only ? "only" : given.todo ? "todo" : "run";
}

type Declare = (...parameters: unknown[]) => unknown;

function testers(collector: Collector, spread: boolean): Declare {
  const one =
    (mode: Mode, inverted = false): Declare =>
    (name, ...rest) =>
      collector.test({
        kind: "test",
        name: titleOf(name),
        body: bodyOf(rest),
        mode: modeOf(rest, mode),
        inverted,
      });
  const each =
    (mode: Mode, spreads: boolean) =>
    (table: unknown, ...values: unknown[]) =>
    (name: unknown, ...rest: unknown[]) => {
      const body = bodyOf(rest);
      eachRows(table, values).forEach((row, index) => {
        const parameters = spreads ? row : [row.length === 1 ? row[0] : row];
        const title = eachName(titleOf(name), row, index);
        collector.test({ kind: "test", name: title, body, mode, inverted: false, parameters });
      });
    };
  const build = (mode: Mode): Declare =>
    Object.assign(one(mode), {
      each: each(mode, true),
      for: each(mode, false),
      fails: one(mode, true),
      failing: one(mode, true),
      concurrent: Object.assign(one(mode), { each: each(mode, true) }),
    });
  return Object.assign(build("run"), {
    only: build("only"),
    skip: build("skip"),
    todo: build("todo"),
    skipIf: (condition: unknown) => build(condition ? "skip" : "run"),
    runIf: (condition: unknown) => build(condition ? "run" : "skip"),
    extend: () => collector.refuse(spread ? "test.extend" : "test.extend in jest"),
  });
}

function suites(collector: Collector): Declare {
  const one =
    (mode: Mode): Declare =>
    (name, ...rest) => {
      const body = bodyOf(rest);
      collector.suite(titleOf(name), modeOf(rest, mode), body && (() => body({})));
    };
  const each =
    (mode: Mode) =>
    (table: unknown, ...values: unknown[]) =>
    (name: unknown, body: (...row: unknown[]) => unknown) => {
      eachRows(table, values).forEach((row, index) => {
        collector.suite(eachName(titleOf(name), row, index), mode, () => body(...row));
      });
    };
  const build = (mode: Mode): Declare => Object.assign(one(mode), { each: each(mode), for: each(mode) });
  const extra = {
    only: build("only"),
    skip: build("skip"),
    todo: build("todo"),
    concurrent: build("run"),
    sequential: build("run"),
  };
  return Object.assign(build("run"), extra, {
    skipIf: (condition: unknown) => build(condition ? "skip" : "run"),
    runIf: (condition: unknown) => build(condition ? "run" : "skip"),
  });
}

function mockApi(collector: Collector): Record<string, unknown> {
  const refuse = (feature: string) => () => collector.refuse(feature);
  const api = {
    fn: mocker.fn.bind(mocker),
    spyOn: mocker.spyOn.bind(mocker),
    mocked: (value: unknown) => value,
    isMockFunction: mocker.isMockFunction.bind(mocker),
    clearAllMocks: () => mocker.clearAllMocks(),
    resetAllMocks: () => mocker.resetAllMocks(),
    restoreAllMocks: () => mocker.restoreAllMocks(),
    replaceProperty: mocker.replaceProperty.bind(mocker),
    ...fakeTimers,
    setTimeout: () => undefined,
    stubGlobal: refuse("vi.stubGlobal"),
    stubEnv: refuse("vi.stubEnv"),
    hoisted: (factory: () => unknown) => factory(),
  };
  for (const name of [
    "mock",
    "doMock",
    "unmock",
    "resetModules",
    "importActual",
    "requireActual",
    "importMock",
    "isolateModules",
  ])
    Object.assign(api, { [name]: refuse(name) });
  return api;
}

/** The exports of vitest or `@jest/globals`; the same names are also offered as globals. */
export function expectStyleModule(collector: Collector, runner: "vitest" | "jest"): Record<string, unknown> {
  const test = testers(collector, runner === "vitest");
  const describe = suites(collector);
  const cleanup = (before: "before" | "beforeEach", after: "after" | "afterEach") => (hook: Hook) => {
    let undo: unknown;
    const remember = async (): Promise<void> => {
      undo = await hook({});
    };
    const run: Hook = hook.length > 0 ? hook : remember;
    collector.hook(before, runner === "vitest" ? run : hook);
    if (runner === "vitest" && hook.length === 0)
      collector.hook(after, () => (typeof undo === "function" ? undo() : undefined));
  };
  const mocks = mockApi(collector);
  return {
    test,
    it: test,
    describe,
    suite: describe,
    expect,
    beforeAll: cleanup("before", "after"),
    beforeEach: cleanup("beforeEach", "afterEach"),
    afterAll: (hook: Hook) => collector.hook("after", hook),
    afterEach: (hook: Hook) => collector.hook("afterEach", hook),
    ...(runner === "vitest"
      ? { vi: mocks, vitest: mocks }
      : { jest: mocks, fit: test, xit: skip(test), xdescribe: skip(describe) }),
  };
}

function skip(declare: Declare): unknown {
  return (declare as Declare & { skip: Declare }).skip;
}

/** The argument of a vitest test body. */
export function expectStyleContext(
  name: string,
  _runSubtest: (test: TestCase) => Promise<void>,
): TestContext {
  const finished: (() => unknown)[] = [];
  beginExpectations(name);
  const register = (hook: () => unknown): void => void finished.push(hook);
  const argument = {
    expect,
    task: { name },
    skip: () => undefined,
    onTestFinished: register,
    onTestFailed: () => undefined,
  };
  const finish = async (): Promise<void> => {
    for (const hook of finished) await hook();
    endExpectations();
  };
  return { argument, finish: () => (finished.length > 0 ? finish() : endExpectations()) };
}
