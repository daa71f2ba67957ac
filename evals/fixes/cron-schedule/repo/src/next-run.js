import { parseSchedule } from "./schedule.js";

const MINUTE = 60_000;
const FOUR_YEARS = 4 * 366 * 24 * 60;

function fits(schedule, date) {
  return (
    schedule.month.includes(date.getUTCMonth() + 1) &&
    schedule.day.includes(date.getUTCDate()) &&
    schedule.weekday.includes(date.getUTCDay()) &&
    schedule.hour.includes(date.getUTCHours()) &&
    schedule.minute.includes(date.getUTCMinutes())
  );
}

/** The first full minute after a moment at which a schedule is due (UTC); null when it never is. */
export function nextRun(text, after) {
  const schedule = parseSchedule(text);
  let time = Math.floor(Date.parse(after) / MINUTE) * MINUTE;
  for (let count = 0; count < FOUR_YEARS; count++) {
    time += MINUTE;
    if (fits(schedule, new Date(time))) return new Date(time).toISOString();
  }
  return null;
}

/** The next runs of a schedule, as many as are asked for. */
export function nextRuns(text, after, count) {
  const runs = [];
  for (let from = after; runs.length < count; from = runs.at(-1)) {
    const run = nextRun(text, from);
    if (run === null) break;
    runs.push(run);
  }
  return runs;
}
