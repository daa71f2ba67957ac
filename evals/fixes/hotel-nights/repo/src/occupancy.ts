import { type Day, dayIn } from "./calendar.ts";
import type { Hotel } from "./hotel.ts";
import type { Stay } from "./stay.ts";

/** The guests that sleep in the hotel in the night that follows a day. */
export function sleepers(stays: Stay[], hotel: Hotel, day: Day): string[] {
  return stays
    .filter((stay) => dayIn(hotel.zone, stay.checkIn) <= day && day < dayIn(hotel.zone, stay.checkOut))
    .map(({ guest }) => guest)
    .sort();
}
