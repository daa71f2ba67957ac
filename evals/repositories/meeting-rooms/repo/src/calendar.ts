import { overlaps, type Slot } from "./slot.ts";

export interface Booking {
  room: string;
  title: string;
  slot: Slot;
}

export class Calendar {
  readonly #bookings: Booking[] = [];

  isFree(room: string, wanted: Slot): boolean {
    return !this.#bookings.some((booking) => booking.room === room && overlaps(booking.slot, wanted));
  }

  add(booking: Booking): void {
    if (!this.isFree(booking.room, booking.slot)) throw new Error(`${booking.room} is taken`);
    this.#bookings.push(booking);
  }

  of(room: string): Booking[] {
    return this.#bookings.filter((booking) => booking.room === room).sort((a, b) => a.slot.from - b.slot.from);
  }
}
