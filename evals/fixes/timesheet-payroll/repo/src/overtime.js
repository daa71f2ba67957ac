import { dayOf, hoursOf } from "./entry.js";
import { weekOf } from "./week.js";

const WEEKLY_HOURS = 40;

/** Hours of each week, by its Monday, in order of time. */
export function hoursByWeek(entries) {
  const weeks = new Map();
  for (const entry of entries) {
    const week = weekOf(dayOf(entry));
    weeks.set(week, (weeks.get(week) ?? 0) + hoursOf(entry));
  }
  return [...weeks].sort(([a], [b]) => a.localeCompare(b)).map(([week, hours]) => ({ week, hours }));
}

/** Hours beyond 40 of a week; a short week does not make up for a long one. */
export function overtimeOf(entries) {
  return hoursByWeek(entries).reduce((sum, { hours }) => sum + Math.max(0, hours - WEEKLY_HOURS), 0);
}
