import { LIMITS } from "./limits.ts";
import { inWindow } from "./window.ts";

export interface Decision {
  allowed: boolean;
  remaining: number;
  /** Seconds until the next request is allowed; 0 when it is now. */
  retryAfter: number;
}

export class Limiter {
  readonly #times = new Map<string, number[]>();

  /** Counts a request of a client at a time in milliseconds and says whether it may pass. */
  hit(client: string, kind: string, now: number): Decision {
    const limit = LIMITS[kind];
    if (!limit) throw new RangeError(`There is no limit ${kind}.`);
    const key = `${kind}:${client}`;
    const times = inWindow(this.#times.get(key) ?? [], limit, now);
    const [oldest = now] = times;
    if (times.length >= limit.requests) {
      this.#times.set(key, times);
      return { allowed: false, remaining: 0, retryAfter: Math.ceil((oldest + limit.seconds * 1000 - now) / 1000) };
    }
    this.#times.set(key, [...times, now]);
    return { allowed: true, remaining: limit.requests - times.length - 1, retryAfter: 0 };
  }
}
