import type { RunSession } from "./run-session.ts";

/**
 * Waiting times between two looks, growing; the last one repeats. The first is short: an answer given
 * between the first look and the wait is found after it.
 */
const WAITS = ["5s", "1m", "5m", "5m", "15m", "1h"];

/**
 * Waits until `look` sees an answer in the database. The event makes it quick, the look makes it sure:
 * an event that came before the wait, or not at all, only costs time. Null after `maxLooks`.
 */
export async function awaitRow<Answer>(
  session: RunSession,
  input: {
    name: string;
    event: string;
    if: string;
    maxLooks: number;
    /** `number` counts the looks from 0. */
    look: (number: number) => Promise<Answer | null>;
  },
): Promise<Answer | null> {
  for (let index = 0; index < input.maxLooks; index += 1) {
    const answer = await session.durable.run(`${input.name}-look-${index}`, () => input.look(index));
    if (answer !== null) return answer;
    const timeout = WAITS[Math.min(index, WAITS.length - 1)] ?? "1h";
    await session.durable.waitForEvent(`${input.name}-wait-${index}`, {
      event: input.event,
      if: input.if,
      timeout,
    });
  }
  return null;
}
