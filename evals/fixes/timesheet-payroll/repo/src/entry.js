const MS_PER_HOUR = 3_600_000;

/**
 * An entry of the time sheet. All times are UTC.
 * @typedef {{ start: string, end: string, breakMinutes?: number }} Entry
 */

/** Paid hours of an entry. Throws when it ends before it begins. */
export function hoursOf({ start, end, breakMinutes = 0 }) {
  const hours = (Date.parse(end) - Date.parse(start)) / MS_PER_HOUR - breakMinutes / 60;
  if (hours < 0) throw new RangeError(`The entry of ${start} has no time left.`);
  return hours;
}

/** The day an entry belongs to: that of its beginning. */
export const dayOf = (entry) => entry.start.slice(0, 10);
