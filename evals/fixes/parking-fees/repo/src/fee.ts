import { MINUTES_PER_DAY, MINUTES_PER_HOUR } from "./duration.ts";
import type { Tariff } from "./tariff.ts";

/** What parking costs in cents. After each 24 hours the daily maximum starts anew. */
export function feeFor(minutes: number, tariff: Tariff): number {
  if (minutes <= tariff.freeMinutes) return 0;
  const days = Math.floor(minutes / MINUTES_PER_DAY);
  const hours = Math.round((minutes % MINUTES_PER_DAY) / MINUTES_PER_HOUR);
  const lastDay = Math.min(hours * tariff.perHour, tariff.dailyMax);
  return days * tariff.dailyMax + lastDay;
}
