/** "A1" for row 0, seat 0. */
export function seatName(row, seat) {
  if (row < 0 || row > 25) throw new RangeError("rows go from A to Z");
  return String.fromCharCode(65 + row) + (seat + 1);
}

export function freeSeats(rows) {
  return rows.flatMap((row, at) => row.filter((seat) => !seat.taken).map((seat) => seatName(at, seat.number)));
}
