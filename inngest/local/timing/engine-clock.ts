/** Milliseconds since the epoch that never run backwards while the process lives. */
export interface EngineClock {
  now(): number;
}

/**
 * Follows the wall clock forward, also over a jump (a suspended machine); when the wall clock is set back,
 * goes on at the pace of the monotonic clock until the wall clock has caught up. So a sleep never takes
 * longer than asked and ids stay in order.
 */
export function createEngineClock(
  wall: () => number = Date.now,
  monotonic: () => number = () => performance.now(),
): EngineClock {
  let last = wall();
  let lastTick = monotonic();
  return {
    now() {
      const tick = monotonic();
      last = Math.max(wall(), last + (tick - lastTick));
      lastTick = tick;
      return Math.floor(last);
    },
  };
}
