import { kindOfValue } from "../syntax/values.ts";
import { type Environment, keyOf } from "./snapshot.ts";

/** Stands for a value that could not be computed. */
export const FAILED = Symbol("failed");

/** An expression with its value in every recorded environment. */
export interface Term {
  code: string;
  values: readonly unknown[];
  cost: number;
  /** Kind of all its values that are not missing; "mixed" when they differ. */
  kind: string;
  nullable: boolean;
  /** Binds as tightly as a name. */
  tight: boolean;
}

const MAX_TERMS = 1_400;

export function grouped(term: Term): string {
  return term.tight ? term.code : `(${term.code})`;
}

/** Terms without repetition: of two that have the same values everywhere the cheaper one is kept. */
export class Pool {
  readonly #byValues = new Map<string, Term>();
  readonly rows: readonly Environment[];

  constructor(rows: readonly Environment[]) {
    this.rows = rows;
  }

  get all(): Term[] {
    return [...this.#byValues.values()].sort((a, b) => a.cost - b.cost);
  }

  find(values: readonly unknown[]): Term | undefined {
    return this.#byValues.get(values.map((value) => keyOf(value)).join("|"));
  }

  of(...kinds: string[]): Term[] {
    return this.all.filter(({ kind }) => kinds.includes(kind));
  }

  /** Add an expression; it is dropped when it fails in some environment or says nothing new. */
  add(code: string, values: readonly unknown[], cost: number, tight = true): void {
    if (values.includes(FAILED) || this.#byValues.size > MAX_TERMS) return;
    const key = values.map((value) => keyOf(value)).join("|");
    const known = this.#byValues.get(key);
    if (known && known.cost <= cost) return;
    const kinds = new Set(values.map(kindOfValue));
    const nullable = kinds.delete("nullish");
    const kind = kinds.size === 1 ? ([...kinds][0] ?? "mixed") : kinds.size === 0 ? "nullish" : "mixed";
    this.#byValues.set(key, { code, values, cost, kind, nullable, tight });
  }

  /** Add what a function makes of the values of other terms. */
  apply(
    code: string,
    terms: readonly Term[],
    cost: number,
    compute: (...values: never[]) => unknown,
    tight = true,
  ): void {
    const values = this.rows.map((_, row) =>
      attempt(() => compute(...(terms.map((term) => term.values[row]) as never[]))),
    );
    this.add(
      code,
      values,
      terms.reduce((sum, term) => sum + term.cost, cost),
      tight,
    );
  }
}

export function attempt(compute: () => unknown): unknown {
  try {
    return compute();
  } catch {
    return FAILED;
  }
}
