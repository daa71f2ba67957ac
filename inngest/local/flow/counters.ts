import type { Counter } from "../model.ts";
import type { Journal } from "../store/journal.ts";
import type { Row } from "../store/port.ts";

const sweepFrom = 1000;

/** Small numbers that outlive the process: windows of rate limits, clocks of throttles, last firings of crons. */
export class Counters {
  readonly #journal: Journal;
  readonly #counters = new Map<string, { counter: Counter; expiresAt: number }>();
  #sweepAt = sweepFrom;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  restore(rows: Row[]): void {
    for (const row of rows) {
      const counter = JSON.parse(String(row.body)) as Counter;
      this.#counters.set(counter.id, { counter, expiresAt: Number(row.expires_at) });
    }
  }

  get(id: string, now: number): Counter | undefined {
    const found = this.#counters.get(id);
    return found && found.expiresAt > now ? found.counter : undefined;
  }

  set(counter: Counter, expiresAt: number, now: number): void {
    this.#counters.set(counter.id, { counter, expiresAt });
    this.#journal.put("counters", counter.id, () => ({
      id: counter.id,
      expires_at: expiresAt,
      body: JSON.stringify(counter),
    }));
    if (this.#counters.size >= this.#sweepAt) this.#sweep(now);
  }

  #sweep(now: number): void {
    for (const [id, { expiresAt }] of this.#counters) if (expiresAt <= now) this.#counters.delete(id);
    this.#sweepAt = Math.max(sweepFrom, this.#counters.size * 2);
  }
}
