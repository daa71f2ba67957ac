import { overlap } from "./overlap.ts";
import { hoursOf, type Shift } from "./shift.ts";

/** Hours of each person. */
export function hoursByPerson(shifts: Shift[]): Record<string, number> {
  const hours: Record<string, number> = {};
  for (const shift of shifts) hours[shift.person] = (hours[shift.person] ?? 0) + hoursOf(shift);
  return hours;
}

/** Pairs of shifts in which one person would work twice at a time. */
export function conflicts(shifts: Shift[]): [Shift, Shift][] {
  return shifts.flatMap((shift, index) =>
    shifts
      .slice(index + 1)
      .filter((other) => other.person === shift.person && overlap(shift, other))
      .map((other): [Shift, Shift] => [shift, other]),
  );
}
