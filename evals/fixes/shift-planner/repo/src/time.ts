/** Minutes since midnight of a time like "07:30". */
export function minutesOf(time: string): number {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(time);
  if (!match) throw new RangeError(`"${time}" is no time of day.`);
  return Number(match[1]) * 60 + Number(match[2]);
}

export const DAY = 24 * 60;
