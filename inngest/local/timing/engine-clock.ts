/** Milliseconds since the epoch that never run backwards while the process lives. */
export interface EngineClock {
  now(): number;
}

/** How fast the clock goes while it is ahead of the wall clock, so that the two meet again: ten hours for one. */
const catchingUp = 0.9;

/**
 * Follows the wall clock forward, also over a jump (a suspended machine). When the wall clock is set back, goes
 * on a little slower until the wall clock has caught up. So a sleep takes hardly longer than asked, ids stay in
 * order, and a wall clock that was wrong for a moment doesn't leave cron schedules wrong for ever.
 */
export function createEngineClock(
  wall: () => number = Date.now,
  monotonic: () => number = () => performance.now(),
): EngineClock {
  let last = wall();
  let lastTick = monotonic();
  let isAhead = false;
  return {
    now() {
      const tick = monotonic();
      const seen = wall();
      last = Math.max(seen, last + (tick - lastTick) * (isAhead ? catchingUp : 1));
      lastTick = tick;
      isAhead = seen < last;
      return Math.floor(last);
    },
  };
}
