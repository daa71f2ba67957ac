import type { EngineClock } from "./engine-clock.ts";
import { Heap } from "./heap.ts";

interface Timer {
  at: number;
  order: number;
  action: (() => void) | undefined;
}

/** Something that can be called off before it happens. */
export interface Cancellable {
  cancel(): void;
}

/** Longest nap between looks at the clock, so that a jump of the wall clock is noticed. */
const longestNap = 1000;
const sweepFrom = 1000;

/** Actions that happen at a moment of the engine's clock, in order of their moments. */
export class Timers {
  readonly #clock: EngineClock;
  readonly #onError: (error: unknown) => void;
  readonly #heap = new Heap<Timer>((a, b) => a.at - b.at || a.order - b.order);
  #order = 0;
  #alarm: NodeJS.Timeout | undefined;
  #alarmAt = Number.POSITIVE_INFINITY;
  #closed = false;
  #cancelled = 0;

  /** @param onError told of an action that throws; the others go on */
  constructor(clock: EngineClock, onError: (error: unknown) => void) {
    this.#clock = clock;
    this.#onError = onError;
  }

  /** Runs `action` once the clock shows `at` or later; never inside this call. */
  at(at: number, action: () => void): Cancellable {
    const timer: Timer = { at, order: this.#order++, action };
    this.#heap.push(timer);
    this.#arm();
    return { cancel: () => this.#cancel(timer) };
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#alarm);
  }

  /** Cancelled timers are swept once they are the majority, so that a timer of a year costs nothing when called off. */
  #cancel(timer: Timer): void {
    if (!timer.action) return;
    timer.action = undefined;
    this.#cancelled++;
    if (this.#cancelled < sweepFrom || this.#cancelled < this.#heap.size / 2) return;
    this.#heap.keep((candidate) => candidate.action !== undefined);
    this.#cancelled = 0;
  }

  #arm(): void {
    const first = this.#heap.peek();
    if (!first || this.#closed || first.at >= this.#alarmAt) return;
    clearTimeout(this.#alarm);
    this.#alarmAt = first.at;
    const wait = Math.min(longestNap, Math.max(0, first.at - this.#clock.now()));
    this.#alarm = setTimeout(() => this.#ring(), wait);
  }

  #ring(): void {
    this.#alarmAt = Number.POSITIVE_INFINITY;
    const now = this.#clock.now();
    for (
      let first = this.#heap.peek();
      first && first.at <= now && !this.#closed;
      first = this.#heap.peek()
    ) {
      this.#heap.pop();
      const { action } = first;
      if (!action) this.#cancelled--;
      first.action = undefined;
      try {
        action?.();
      } catch (error) {
        this.#onError(error);
      }
    }
    this.#arm();
  }
}
