import { minutesOf } from "./time.ts";

export interface Shift {
  person: string;
  /** Day number of its start. */
  day: number;
  from: string;
  /** An end that is not after the start is on the next day. */
  to: string;
}

/** Length in hours. */
export function hoursOf(shift: Shift): number {
  return (minutesOf(shift.to) - minutesOf(shift.from)) / 60;
}
