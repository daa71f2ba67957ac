import type { Hotel } from "./hotel.ts";
import { nightsOf, type Stay } from "./stay.ts";

export interface Bill {
  guest: string;
  nights: number;
  room: number;
  cityTax: number;
  total: number;
}

export function billFor(stay: Stay, hotel: Hotel): Bill {
  const nights = nightsOf(stay, hotel);
  const room = nights * hotel.rate;
  const cityTax = nights * stay.persons * hotel.cityTax;
  return { guest: stay.guest, nights, room, cityTax, total: room + cityTax };
}
