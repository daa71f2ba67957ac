import type { Shift } from "./shift.ts";
import { DAY, minutesOf } from "./time.ts";

/** Start and end in minutes since the start of day 0. */
function spanOf(shift: Shift): [start: number, end: number] {
  const start = shift.day * DAY + minutesOf(shift.from);
  return [start, shift.day * DAY + minutesOf(shift.to)];
}

export function overlap(a: Shift, b: Shift): boolean {
  const [[startA, endA], [startB, endB]] = [spanOf(a), spanOf(b)];
  return startA < endB && startB < endA;
}
