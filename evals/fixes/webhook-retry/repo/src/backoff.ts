/** Milliseconds before attempt number `attempt` (the second is 2): doubling, at most half a minute. */
export function delayBefore(attempt: number): number {
  return Math.min(30_000, 500 * 2 ** (attempt - 2));
}
