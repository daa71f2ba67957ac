import { COVER, TICK } from "../syntax/instrument.ts";

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

  /** Make the counters visible to instrumented code. */
  install(): void {
    const tick = (): void => {
      if (++this.ticks > this.limit) {
        this.spent = true;
        throw new BudgetSpent("the loop budget is spent");
      }
    };
    const cover = (file: number, id: number): void => {
      const hits = this.covered[file];
      if (hits) hits[id] = 1;
    };
    Object.defineProperty(globalThis, TICK, { value: tick, configurable: true });
    Object.defineProperty(globalThis, COVER, { value: cover, configurable: true });
  }

  start(limit: number): void {
    this.ticks = 0;
    this.limit = limit;
    this.spent = false;
  }
}
