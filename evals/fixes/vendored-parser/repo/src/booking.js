import { parse } from "tiny-duration";

/** Hours that a booking takes, for the time sheet. */
export function hoursOf(booking) {
  return parse(booking.duration) / 3600;
}
