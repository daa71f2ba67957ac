import { dayIn, daysBetween } from "./calendar.ts";
import type { Hotel } from "./hotel.ts";

export interface Stay {
  guest: string;
  persons: number;
  checkIn: Date;
  checkOut: Date;
}

/** Nights by the calendar of the hotel. Who comes and goes on the same day pays for one. */
export function nightsOf(stay: Stay, hotel: Hotel): number {
  const arrival = dayIn(hotel.zone, stay.checkIn);
  const departure = stay.checkOut.toISOString().slice(0, 10);
  return Math.max(1, daysBetween(arrival, departure));
}
