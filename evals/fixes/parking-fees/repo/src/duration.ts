export const MINUTES_PER_HOUR = 60;
export const MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR;

/** Full minutes between two moments. */
export function minutesBetween(entry: Date, exit: Date): number {
  const elapsed = exit.getTime() - entry.getTime();
  if (elapsed < 0) throw new RangeError("The car left before it came in.");
  return Math.floor(elapsed / 60_000);
}

/** As on the receipt: "1 d 2 h 5 min", without the parts that are zero. */
export function formatMinutes(minutes: number): string {
  const days = Math.floor(minutes / MINUTES_PER_DAY);
  const hours = Math.floor((minutes % MINUTES_PER_DAY) / MINUTES_PER_HOUR);
  const rest = minutes % MINUTES_PER_HOUR;
  const parts = [];
  if (days > 0) parts.push(`${days} d`);
  if (hours > 0) parts.push(`${hours} h`);
  if (rest > 0 || parts.length === 0) parts.push(`${rest} min`);
  return parts.join(" ");
}
