import { join, relative, resolve } from "node:path";
import vm from "node:vm";
import { expectStyleContext, expectStyleModule, restoreMocks } from "../harness/expect-style.ts";
import { resetFakeTimers } from "../harness/fake-timers.ts";
import { mochaContext, mochaModule } from "../harness/mocha.ts";
import { nodeTestContext, nodeTestModule } from "../harness/node-test.ts";
import { type Ended, runCollected } from "../harness/run.ts";
import { Collector } from "../harness/tree.ts";
import { Meter } from "./budget.ts";
import { clearScratch, closeNetwork, cutConnections } from "./effects.ts";
import { Linker, type World } from "./linker.ts";
import type { ModuleRecord } from "./module-record.ts";
import { LOADED, type Runner } from "./protocol.ts";
import { Resolver } from "./resolve.ts";
import { readRunnerConfig } from "./runner-config.ts";
import { TrackedTimers } from "./timers.ts";
import { ready } from "./vm-modules.ts";

/** A finished test with its cost. */
export interface Measured extends Ended {
  ticks: number;
  milliseconds: number;
}

export interface FileRun {
  /** Full names to run; undefined runs all. */
  only?: ReadonlySet<string>;
  tickLimit: number;
  timeLimit: number;
  leave: (test: Measured) => void;
  stop?: () => boolean;
  /** Called when the file's modules are evaluated and before its tests run. */
  loaded?: () => void;
  entered?: (name: string) => void;
  /** Report after the last test whether all passed, as a test named `LOADED`. */
  asWhole?: boolean;
}

const CONTEXTS = {
  "node:test": nodeTestContext,
  vitest: expectStyleContext,
  jest: expectStyleContext,
  mocha: mochaContext,
} as const;
const CALLBACKS = { "node:test": "node", vitest: "none", jest: "jest", mocha: "jest" } as const;

/** What the test files of a runner import, and under which names. */
function styleOf(
  runner: Runner,
  collector: Collector,
): { names: string[]; exports: Record<string, unknown> } {
  switch (runner) {
    case "node:test":
      return { names: ["node:test"], exports: nodeTestModule(collector) };
    case "mocha":
      return { names: ["mocha"], exports: mochaModule(collector) };
    default:
      return {
        names: [runner === "jest" ? "@jest/globals" : "vitest"],
        exports: expectStyleModule(collector, runner),
      };
  }
}

/** Evaluates test files in fresh worlds and runs their tests; everything stateful lives here. */
export class Workbench {
  readonly meter = new Meter();
  readonly timers = new TrackedTimers();
  readonly collector = new Collector();
  readonly linker: Linker;
  readonly root: string;
  readonly #runner: Runner;
  readonly #base: World = { texts: new Map(), esm: new Map(), cjs: new Map() };
  #always = new Set<string>();
  /** What the runner's configuration names to be loaded first, and the repository's own files among it. */
  readonly #named: readonly string[];
  #setup: readonly string[] = [];

  constructor(root: string, runner: Runner) {
    this.root = resolve(root);
    this.#runner = runner;
    const { names, exports: style } = styleOf(runner, this.collector);
    const config = readRunnerConfig(this.root, runner);
    this.#named = config.setup;
    const resolver = new Resolver(root, config.aliases);
    this.linker = new Linker(resolver, new Map(names.map((name) => [name, style])));
    if (runner !== "node:test") Object.assign(globalThis, style);
    this.meter.install();
    this.timers.install();
    this.timers.onDeadWait = cutConnections;
  }

  absolute(file: string): string {
    return join(this.root, file);
  }

  relative(path: string): string {
    return relative(this.root, path).replaceAll("\\", "/");
  }

  /**
   * Load all test files; afterwards the module graph is known. Returns what went wrong, by file, for files whose
   * imports can't be found. Rejects with a SyntaxError when a file does not parse.
   */
  async load(testFiles: readonly string[]): Promise<Map<string, unknown>> {
    const failures = new Map<string, unknown>();
    const files: string[] = [];
    for (const written of this.#named) {
      const path = await this.linker.preload(written, this.absolute("package.json")).catch(() => undefined);
      if (path) files.push(path);
    }
    this.#setup = files;
    for (const file of testFiles)
      try {
        await this.linker.load(this.absolute(file));
      } catch (error) {
        if (error instanceof SyntaxError) throw error;
        failures.set(file, error);
      }
    return failures;
  }

  /** Records in the order they were loaded. */
  records(): ModuleRecord[] {
    return [...this.linker.records.values()].filter((record) => record.kind !== "json");
  }

  /** Modules that carry state, and their importers, are evaluated again for every candidate. */
  settleGraph(): void {
    this.#always = new Set();
    for (const record of this.records())
      if (record.stateful) for (const path of this.linker.dependents(record.path)) this.#always.add(path);
  }

  /** A world in which the given files have other texts; all that can't be affected is shared. */
  world(texts: ReadonlyMap<string, string>): World {
    const fresh = new Set(this.#always);
    for (const path of texts.keys())
      for (const dependent of this.linker.dependents(path)) fresh.add(dependent);
    const keep = <T>(from: ReadonlyMap<string, T>): Map<string, T> => {
      const kept = new Map<string, T>();
      for (const [path, value] of from) if (!fresh.has(path)) kept.set(path, value);
      return kept;
    };
    return { texts, esm: keep(this.#base.esm), cjs: keep(this.#base.cjs) };
  }

  /** A world that shares nothing, with its own texts for any file. */
  freshWorld(texts: ReadonlyMap<string, string>): World {
    return { texts, esm: new Map(), cjs: new Map() };
  }

  /** Keep the instances of a clean world for sharing. */
  adopt(world: World): void {
    for (const [path, module] of world.esm) if (!this.#isTest(path)) this.#base.esm.set(path, module);
    for (const [path, module] of world.cjs)
      if (!this.#isTest(path) && !path.endsWith(".json")) this.#base.cjs.set(path, module);
  }

  #isTest(path: string): boolean {
    return (this.linker.importers.get(path)?.size ?? 0) === 0;
  }

  /** Evaluate one test file and run its tests. Rejects with what the evaluation threw. */
  async runFile(world: World, file: string, run: FileRun): Promise<void> {
    const path = this.absolute(file);
    this.collector.reset();
    this.meter.start(run.tickLimit);
    for (const setup of this.#setup) await this.evaluate(world, setup, run.timeLimit);
    await this.evaluate(world, path, run.timeLimit);
    if (this.collector.pending.length > 0)
      await this.timers.settle(Promise.all(this.collector.pending), run.timeLimit);
    run.loaded?.();
    const started = { at: 0 };
    let failures = 0;
    const leave = (test: Measured): void => {
      if (test.status === "failed" && test.todo === undefined) failures++;
      run.leave(test);
    };
    const only = run.only?.has(LOADED) ? undefined : run.only;
    await runCollected(
      this.collector,
      {
        ...(only && { only }),
        enter: (name) => {
          this.meter.start(run.tickLimit);
          started.at = performance.now();
          run.entered?.(name);
        },
        leave: (ended) => {
          const milliseconds = performance.now() - started.at;
          const overrun: Ended = {
            name: ended.name,
            status: "failed",
            error: new Error("the test ran too many loop turns"),
          };
          leave({ ...(this.meter.spent ? overrun : ended), ticks: this.meter.ticks, milliseconds });
        },
        settle: (promise) => this.timers.settle(promise, run.timeLimit),
        stop: run.stop ?? (() => false),
        context: CONTEXTS[this.#runner],
      },
      CALLBACKS[this.#runner],
    );
    const told = { name: LOADED, ticks: 0, milliseconds: 0 };
    if (run.asWhole)
      run.leave(
        failures === 0
          ? { ...told, status: "passed" }
          : { ...told, status: "failed", error: new Error("a test fails") },
      );
  }

  /** Evaluate one module and what it imports. */
  async evaluate(world: World, path: string, timeLimit: number): Promise<void> {
    const record = this.linker.records.get(path);
    if (record?.kind === "cjs") {
      this.linker.require(world, path);
      return;
    }
    const module = this.linker.esm(world, path);
    if (module instanceof vm.SourceTextModule && module.status === "unlinked") module.instantiate();
    await this.timers.settle(ready(module), timeLimit);
  }

  /** Leave nothing of a candidate behind: timers, fake clocks, spies. */
  cleanUp(): void {
    clearScratch();
    closeNetwork();
    resetFakeTimers();
    restoreMocks();
    this.timers.clear();
  }
}
