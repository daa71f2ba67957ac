import type { RunSession } from "./run-session.ts";

/**
 * Seconds until the goal's time limit, at least 0; null without a limit. Depends on the clock: use it inside of a
 * durable step, or for what a durable step keeps.
 */
export function secondsLeft({ context, facts }: RunSession): number | null {
  if (facts.goalSeconds === null) return null;
  const spent = (context.clock.now().getTime() - Date.parse(facts.createdAt)) / 1_000;
  return Math.max(0, Math.round(facts.goalSeconds - spent));
}
