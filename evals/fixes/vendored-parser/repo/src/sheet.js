import { hoursOf } from "./booking.js";

export const totalHours = (bookings) => bookings.reduce((sum, booking) => sum + hoursOf(booking), 0);
