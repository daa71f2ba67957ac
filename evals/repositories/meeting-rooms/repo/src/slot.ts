import { minutes } from "./clock.ts";

export interface Slot {
  from: number;
  to: number;
}

export function slot(from: string, to: string): Slot {
  const made = { from: minutes(from), to: minutes(to) };
  if (made.to <= made.from) throw new RangeError("A meeting ends after it starts");
  return made;
}

/** True when `earlier` ends before or when `later` starts. */
export function endsBefore(earlier: Slot, later: Slot): boolean {
  return earlier.to <= later.from;
}

export function overlaps(a: Slot, b: Slot): boolean {
  return !endsBefore(a, b) && !endsBefore(a, b);
}
