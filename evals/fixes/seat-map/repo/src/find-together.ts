import type { Seat } from "./seat.ts";

/** The first `count` free seats side by side in a row; null when the row has none. */
export function findInRow(row: Seat[], count: number): Seat[] | null {
  let run = 0;
  for (const [index, seat] of row.entries()) {
    if (!seat.taken) run = run + 1;
    if (run === count) return row.slice(index - count + 1, index + 1);
  }
  return null;
}

/** The first row from the front that has room for the group. */
export function findTogether(hall: Seat[][], count: number): Seat[] | null {
  for (const row of hall) {
    const seats = findInRow(row, count);
    if (seats) return seats;
  }
  return null;
}
