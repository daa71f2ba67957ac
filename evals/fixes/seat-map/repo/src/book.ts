import { findTogether } from "./find-together.ts";
import { labelOf, type Seat } from "./seat.ts";

/** Takes seats for a group that sits together and gives their labels. Throws when there is no room. */
export function book(hall: Seat[][], count: number): string[] {
  const seats = findTogether(hall, count);
  if (!seats) throw new Error(`There are no ${count} seats together.`);
  for (const seat of seats) seat.taken = true;
  return seats.map(labelOf);
}
