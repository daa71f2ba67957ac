import { factorOf, type Level } from "./member.ts";

/** Points for a purchase; the amount is in cents. */
export function pointsFor(amount: number, level: Level): number {
  if (amount <= 0) return 0;
  return Math.round((amount / 100) * factorOf(level));
}
