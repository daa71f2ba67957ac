import type { Limit } from "./limits.ts";

/** Times of requests in milliseconds, oldest first, without those that the window has left behind. */
export function inWindow(times: number[], limit: Limit, now: number): number[] {
  const start = now - limit.seconds;
  return times.filter((time) => time > start);
}
