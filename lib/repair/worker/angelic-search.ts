import type { Hole } from "../syntax/holes.ts";
import { distance } from "../synthesis/distance.ts";
import type { Angels, Policy } from "./angels.ts";
import { choices, compared, type Trial, wantsError, wholesale } from "./choices.ts";
import type { TestId } from "./protocol.ts";
import type { Workbench } from "./workbench.ts";

function lineOf(error: unknown, file: string): number {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  for (const [, path = "", line] of stack.matchAll(/(?:\(|at |file:\/\/)(\/[^():?]+)(?:\?\d+)?:(\d+):\d+/g))
    if (path === file) return Number(line);
  return 0;
}

const MAX_TRIALS = 110;
const STEPS = 10;
const NEAR_END = 5;

/** Looks for values of one hole that make a failing test pass (angelic values; Nguyen et al. 2013, Xuan et al. 2017). */
export class AngelicSearch {
  readonly #bench: Workbench;
  readonly #angels: Angels;
  readonly #texts: ReadonlyMap<string, string>;
  readonly #ticks: number;
  readonly #milliseconds: number;
  readonly #expired: () => boolean;
  trials = 0;

  constructor(
    bench: Workbench,
    angels: Angels,
    texts: ReadonlyMap<string, string>,
    limits: { ticks: number; milliseconds: number },
    expired: () => boolean,
  ) {
    this.#bench = bench;
    this.#angels = angels;
    this.#texts = texts;
    this.#ticks = limits.ticks;
    this.#milliseconds = limits.milliseconds;
    this.#expired = expired;
  }

  /** Run one test with a hole watched, under a policy or not. */
  async run(test: TestId, hole: number, policy?: Policy): Promise<Trial> {
    this.trials++;
    let passed = false;
    let error: unknown;
    try {
      await this.#bench.runFile(this.#bench.world(this.#texts), test.file, {
        only: new Set([test.name]),
        tickLimit: this.#ticks,
        timeLimit: this.#milliseconds,
        entered: () => this.#angels.begin(hole, policy),
        leave: (ended) => {
          this.#angels.end();
          if (ended.name !== test.name) return;
          passed = ended.status === "passed";
          error = ended.error;
        },
      });
    } catch (thrown) {
      error = thrown;
    }
    this.#angels.end();
    this.#bench.cleanUp();
    const facts = compared(error);
    return {
      passed,
      error,
      line: lineOf(error, this.#bench.absolute(test.file)),
      distance: facts ? distance(facts.actual, facts.expected) : Number.POSITIVE_INFINITY,
      count: this.#angels.counts[hole] ?? 0,
      executions: this.#angels.executions,
    };
  }

  /** Counts of all holes in one unforced run of a test. */
  async counts(test: TestId): Promise<number[]> {
    await this.run(test, -1);
    return this.#angels.counts;
  }

  /** Up to two ways to make a failing test pass by choosing values of this hole alone. */
  async solutions(hole: Hole, test: TestId): Promise<Trial[]> {
    const base = await this.run(test, hole.id);
    if (base.passed || base.count === 0) return [];
    if (
      wantsError(base.error) !== (hole.kind === "throw") &&
      (hole.kind === "throw" || hole.kind === "return")
    )
      return [];
    const until = this.trials + MAX_TRIALS;
    const found: Trial[] = [];
    const starts: Start[] = [{ trial: base, policy: { hole: hole.id, at: new Map() } }];
    for (const policy of wholesale(hole, base)) {
      if (this.#expired() || this.trials > until || found.length >= 2) return found;
      const trial = await this.run(test, hole.id, policy);
      if (trial.passed) found.push(trial);
      else if (policy.at.size === 0) starts.push({ trial, policy });
    }
    starts.sort((a, b) => b.trial.line - a.trial.line || a.trial.distance - b.trial.distance);
    for (const start of found.length > 0 ? starts.slice(0, 1) : starts.slice(0, 2)) {
      const stepwise = await this.#stepwise(hole, test, start, until);
      if (stepwise) found.unshift(stepwise);
      if (stepwise) break;
    }
    return found.slice(0, 2);
  }

  /** One forced value after the other, keeping those that bring the test further or its result nearer. */
  async #stepwise(hole: Hole, test: TestId, start: Start, until: number): Promise<Trial | undefined> {
    let from: Start | undefined = start;
    for (let step = 0; step < STEPS && from; step++) {
      from = await this.#step(hole, test, from, until);
      if (from?.trial.passed) return from.trial;
    }
    return undefined;
  }

  async #step(hole: Hole, test: TestId, from: Start, until: number): Promise<Start | undefined> {
    const { trial: result, policy } = from;
    const last = Math.min(result.count, result.executions.length) - 1;
    const window = /^(condition|guard)$/.test(hole.kind) ? 20 : NEAR_END;
    let nearer: Start | undefined;
    for (let turn = last; turn >= Math.max(0, last - window); turn--) {
      if (policy.at.has(turn)) continue;
      for (const value of choices(hole, result, turn)) {
        if (this.#expired() || this.trials > until) return nearer;
        const next = { ...policy, at: new Map([...policy.at, [turn, value]]) };
        const trial = await this.run(test, hole.id, next);
        if (trial.passed || trial.line > result.line) return { trial, policy: next };
        if (trial.line === result.line && trial.distance < (nearer?.trial.distance ?? result.distance))
          nearer = { trial, policy: next };
      }
    }
    return nearer;
  }
}

/** Where a stepwise search begins. */
interface Start {
  trial: Trial;
  policy: Policy;
}
