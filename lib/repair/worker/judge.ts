import { distance } from "../synthesis/distance.ts";
import { compared } from "./choices.ts";
import { compile } from "./module-record.ts";
import { type Candidate, type Goal, LOADED, type TestId, type Verdict } from "./protocol.ts";
import type { Workbench } from "./workbench.ts";

interface Limits {
  ticks: number;
  milliseconds: number;
}

/** Tests by file. */
export function byFile(tests: readonly TestId[]): Map<string, Set<string>> {
  const files = new Map<string, Set<string>>();
  for (const { file, name } of tests) {
    const names = files.get(file);
    if (names) names.add(name);
    else files.set(file, new Set([name]));
  }
  return files;
}

/** Judges candidates in the warm graph: the targets first, then everything the edit can reach. */
export class Judge {
  readonly #bench: Workbench;
  readonly #goal: Goal;
  readonly #limits: Limits;
  readonly #targets: Map<string, Set<string>>;
  readonly #passing: Map<string, Set<string>>;
  #distance: number | undefined;

  constructor(bench: Workbench, goal: Goal, budget: number) {
    this.#bench = bench;
    this.#goal = goal;
    this.#limits = { ticks: budget, milliseconds: Math.max(250, goal.milliseconds * 6 + 100) };
    this.#targets = byFile(goal.targets);
    this.#passing = byFile(goal.passing);
  }

  /** Measure how far the unedited program is from the first target's expectation. */
  async measure(): Promise<void> {
    const [target] = this.#goal.targets;
    const path = target && this.#bench.absolute(target.file);
    if (!path) return;
    const { distance } = await this.#targetsPass(
      new Map([[path, this.#bench.linker.records.get(path)?.plain ?? ""]]),
    );
    this.#bench.cleanUp();
    this.#distance = distance;
  }

  async judge(candidate: Candidate): Promise<Verdict> {
    const texts = this.#texts(candidate);
    if (!texts) return this.#verdict(candidate, "invalid", []);
    const first = await this.#targetsPass(texts);
    this.#bench.cleanUp();
    if (first.invalid) return this.#verdict(candidate, "invalid", []);
    if (first.spent) return this.#verdict(candidate, "budget", first.fixed);
    if (first.fixed.length === 0) {
      const nearer = first.distance < (this.#distance ?? 0);
      return nearer
        ? { ...this.#verdict(candidate, "nearer", []), distance: first.distance }
        : this.#verdict(candidate, "failed", []);
    }
    const all = await this.#everything(texts);
    this.#bench.cleanUp();
    const outcome =
      all.broken > 0 ? "failed" : first.fixed.length === this.#goal.targets.length ? "plausible" : "partial";
    const reallyFixed = first.fixed.filter((index) => all.passed.has(key(this.#goal.targets[index])));
    if (reallyFixed.length < first.fixed.length) return this.#verdict(candidate, "failed", []);
    return { ...this.#verdict(candidate, outcome, first.fixed), ...all.counts, broken: all.broken };
  }

  #verdict(candidate: Candidate, outcome: Verdict["outcome"], fixed: number[]): Verdict {
    return { id: candidate.id, outcome, fixed, testsPassed: 0, testsTotal: 0, broken: 0 };
  }

  #texts(candidate: Candidate): Map<string, string> | undefined {
    const texts = new Map<string, string>();
    try {
      for (const { file, edits } of candidate.changes) {
        const path = this.#bench.absolute(file);
        const record = this.#bench.linker.records.get(path);
        if (!record) return undefined;
        texts.set(path, compile(record.source, record.guards, edits));
      }
    } catch {
      return undefined;
    }
    return texts;
  }

  #reaches(texts: ReadonlyMap<string, string>, file: string): boolean {
    const path = this.#bench.absolute(file);
    return [...texts.keys()].some((changed) => this.#bench.linker.dependents(changed).has(path));
  }

  async #targetsPass(
    texts: ReadonlyMap<string, string>,
  ): Promise<{ fixed: number[]; spent: boolean; invalid: boolean; distance: number }> {
    const passed = new Set<string>();
    let spent = false;
    let failures = 0;
    let far = Number.POSITIVE_INFINITY;
    const [first] = this.#goal.targets;
    const world = this.#bench.world(texts);
    for (const [file, names] of this.#targets) {
      if (!this.#reaches(texts, file)) continue;
      try {
        await this.#bench.runFile(world, file, {
          only: names,
          asWhole: names.has(LOADED),
          tickLimit: this.#limits.ticks,
          timeLimit: this.#limits.milliseconds,
          stop: () => failures >= 4 || (failures > 0 && spent),
          leave: (test) => {
            if (this.#bench.meter.spent) spent = true;
            if (test.status === "passed") passed.add(`${file}\0${test.name}`);
            else if (names.has(test.name)) failures++;
            if (test.name !== first?.name || test.status === "passed") return;
            const facts = compared(test.error);
            if (facts) far = distance(facts.actual, facts.expected);
          },
        });
      } catch (error) {
        if (this.#bench.meter.spent) spent = true;
        else if (error instanceof SyntaxError && passed.size === 0)
          return { fixed: [], spent: false, invalid: true, distance: far };
      }
    }
    const fixed = this.#goal.targets.flatMap((target, index) => (passed.has(key(target)) ? [index] : []));
    return { fixed, spent: spent && fixed.length < this.#goal.targets.length, invalid: false, distance: far };
  }

  async #everything(texts: ReadonlyMap<string, string>): Promise<{
    passed: Set<string>;
    broken: number;
    counts: { testsPassed: number; testsTotal: number };
  }> {
    const passed = new Set<string>();
    let total = 0;
    let broken = 0;
    const world = this.#bench.world(texts);
    for (const file of new Set([...this.#targets.keys(), ...this.#passing.keys()])) {
      const expected = this.#passing.get(file) ?? new Set<string>();
      if (!this.#reaches(texts, file)) {
        total += expected.size;
        for (const name of expected) passed.add(`${file}\0${name}`);
        continue;
      }
      try {
        await this.#bench.runFile(world, file, {
          asWhole: this.#targets.get(file)?.has(LOADED) ?? false,
          tickLimit: Math.max(this.#limits.ticks * 4, this.#goal.ticks * 3),
          timeLimit: this.#limits.milliseconds,
          stop: () => broken > 0,
          leave: (test) => {
            if (
              test.status === "skipped" ||
              (test.status === "failed" && test.todo !== undefined && !expected.has(test.name))
            )
              return;
            total++;
            if (test.status === "passed") passed.add(`${file}\0${test.name}`);
            else if (expected.has(test.name)) broken++;
          },
        });
      } catch {
        broken++;
      }
      for (const name of expected) if (!passed.has(`${file}\0${name}`)) broken++;
      if (broken > 0) break;
    }
    return { passed, broken, counts: { testsPassed: passed.size, testsTotal: total } };
  }
}

function key(test: TestId | undefined): string {
  return test ? `${test.file}\0${test.name}` : "";
}
