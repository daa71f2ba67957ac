import type { Day } from "./calendar.ts";
import type { Plan } from "./plan.ts";

/** The first day of the period number `count` (0 is the start itself), always counted from the start. */
export function renewalDay(start: Day, plan: Plan, count: number): Day {
  const months = start.month - 1 + plan.months * count;
  const date = new Date(Date.UTC(start.year, months, start.day));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}
