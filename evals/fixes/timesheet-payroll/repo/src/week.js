const MS_PER_DAY = 86_400_000;

/** The Monday of the week in which a day lies. */
export function weekOf(day) {
  const date = new Date(day);
  const sinceMonday = date.getUTCDay() - 1;
  return new Date(date.getTime() - sinceMonday * MS_PER_DAY).toISOString().slice(0, 10);
}

export function isSunday(day) {
  return new Date(day).getUTCDay() === 7;
}
