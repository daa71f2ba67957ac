import { FORCED, HOLE, SAW } from "../syntax/holes.ts";
import { type Environment, snapshot } from "../synthesis/snapshot.ts";

/** Stands for a value that was never computed. */
export const UNSEEN = Symbol("unseen");

/** One execution of a hole. */
export interface Execution {
  environment: Environment;
  /** What the program computed there itself. */
  original: unknown;
  forced: boolean;
  /** The value that counted: the forced one or the original. */
  value: unknown;
}

/** Which executions of a hole get which value; the others keep their own. */
export interface Policy {
  hole: number;
  at: ReadonlyMap<number, unknown>;
  /** Every execution that `at` does not name. */
  otherwise?: unknown;
}

const MAX_EXECUTIONS = 48;

/** A copy of what can be read; nothing when a name is not initialised yet. */
function readable(environment: () => Environment): Environment {
  try {
    return snapshot(environment()) as Environment;
  } catch {
    return {};
  }
}

/** The global functions of opened holes: they force and record values while a test runs. */
export class Angels {
  #policy: Policy | undefined;
  #watched = -1;
  #next: unknown;
  #asleep = true;
  counts: number[] = [];
  executions: Execution[] = [];

  install(): void {
    const define = (name: string, value: unknown): void =>
      void Object.defineProperty(globalThis, name, { value, configurable: true });
    define(HOLE, (id: number, environment: () => Environment) => this.#ask(id, environment));
    define(FORCED, () => this.#next);
    define(
      SAW,
      (
        id: number,
        forced: (() => unknown) | undefined,
        original: (() => unknown) | undefined,
        value: unknown,
      ) => {
        if (!original) return this.#saw(id, value);
        if (!forced) return this.#saw(id, original());
        const chosen = this.#next;
        const last = id === this.#watched ? this.executions.at(-1) : undefined;
        const own = this.#dream(original);
        if (last) last.original = own;
        return chosen;
      },
    );
  }

  /** Evaluate the original beside a forced value without counting what it does. */
  #dream(original: () => unknown): unknown {
    this.#asleep = true;
    try {
      return snapshot(original());
    } catch {
      return UNSEEN;
    } finally {
      this.#asleep = false;
    }
  }

  #ask(id: number, environment: () => Environment): boolean {
    if (this.#asleep) return false;
    const turn = this.counts[id] ?? 0;
    this.counts[id] = turn + 1;
    const policy = this.#policy?.hole === id ? this.#policy : undefined;
    const forced = policy !== undefined && (policy.at.has(turn) || "otherwise" in policy);
    const value = forced ? (policy.at.has(turn) ? policy.at.get(turn) : policy.otherwise) : UNSEEN;
    if (id === this.#watched && turn < MAX_EXECUTIONS)
      this.executions.push({
        environment: readable(environment),
        original: UNSEEN,
        forced,
        value,
      });
    if (forced) this.#next = value;
    return forced;
  }

  #saw(id: number, value: unknown): unknown {
    if (this.#asleep || id !== this.#watched) return value;
    const open = this.executions.findLast((execution) => !execution.forced && execution.value === UNSEEN);
    if (open) {
      open.value = snapshot(value);
      open.original = open.value;
    }
    return value;
  }

  /** Start recording one hole (none: only count) under a policy. */
  begin(watched: number, policy?: Policy): void {
    this.#watched = watched;
    this.#policy = policy;
    this.counts = [];
    this.executions = [];
    this.#asleep = false;
  }

  end(): void {
    this.#asleep = true;
  }
}
