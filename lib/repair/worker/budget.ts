import { COVER, TICK } from "../syntax/instrument.ts";
import { nothingSeen, observe, type Seen, type SeenByStatement } from "../syntax/values.ts";

/** Thrown inside candidate code that ran more loop turns than its budget. */
export class BudgetSpent extends Error {
  override readonly name = "BudgetSpent";
}

/** Counts loop turns and function entries of the program under repair, and which statements ran. */
export class Meter {
  ticks = 0;
  limit = Number.POSITIVE_INFINITY;
  spent = false;
  /** Statements that ran, by file number; empty when nothing records. */
  covered: Uint8Array[] = [];

  readonly #seen: SeenByStatement[] = [];
  readonly #visits = new Map<number, number>();

  /** Make the counters visible to instrumented code. */
  install(): void {
    const tick = (): void => {
      if (++this.ticks > this.limit) {
        this.spent = true;
        throw new BudgetSpent("the loop budget is spent");
      }
    };
    const cover = (file: number, id: number, values?: () => Record<string, unknown>): void => {
      const hits = this.covered[file];
      if (hits) hits[id] = 1;
      if (values && hits) this.#see(file, id, values);
    };
    Object.defineProperty(globalThis, TICK, { value: tick, configurable: true });
    Object.defineProperty(globalThis, COVER, { value: cover, configurable: true });
  }

  /** Values seen so far by file number; the first few visits of a statement are enough to know its types. */
  seen(file: number): SeenByStatement {
    return this.#seen[file] ?? {};
  }

  #see(file: number, id: number, read: () => Record<string, unknown>): void {
    const visits = (this.#visits.get(file * 100_000 + id) ?? 0) + 1;
    this.#visits.set(file * 100_000 + id, visits);
    if (visits > 40) return;
    let values: Record<string, unknown>;
    try {
      values = read();
    } catch {
      return; // A name that is not initialised yet.
    }
    const inFile = this.#seen[file] ?? {};
    this.#seen[file] = inFile;
    const inStatement = inFile[id] ?? (Object.create(null) as Record<string, Seen>);
    inFile[id] = inStatement;
    for (const [name, value] of Object.entries(values)) {
      const seen = (Object.hasOwn(inStatement, name) ? inStatement[name] : undefined) ?? nothingSeen();
      inStatement[name] = seen;
      observe(seen, value);
    }
  }

  start(limit: number): void {
    this.ticks = 0;
    this.limit = limit;
    this.spent = false;
  }
}
