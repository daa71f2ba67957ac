import type { Booking } from "./booking.ts";

export interface Row extends Booking {
  balance: number;
}

/** Bookings in order of time, with the balance after each. Bookings of one day keep their order. */
export function statementOf(bookings: Booking[], opening: number): Row[] {
  let balance = opening;
  return [...bookings]
    .sort((a, b) => a.date.localeCompare(b.date))
    .map((booking) => {
      balance += booking.cents;
      return { ...booking, balance };
    });
}
