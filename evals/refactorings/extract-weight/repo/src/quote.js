import { zoneOf } from "./zones.js";

const FREE_FROM = 5000;

/** Cost of a parcel in cents, and the days that it takes. */
export function quote(parcel, country) {
  const zone = zoneOf(country);
  let weight = 0;
  for (const item of parcel.items) {
    if (item.digital) continue;
    weight += item.grams * item.count;
  }
  const steps = Math.ceil(weight / 500);
  const cost = parcel.value >= FREE_FROM && zone === 1 ? 0 : 300 + steps * 120 * zone;
  return { cost, days: zone * 2, weight };
}
