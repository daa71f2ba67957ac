import { bandFor, chargeableWeight } from "./band.js";
import { insurancePrice } from "./insurance.js";
import { ZONES } from "./tariff.js";

export class ParcelRefused extends Error {
  name = "ParcelRefused";
}

/** Price of a parcel in cents with the band it falls into. */
export function quote(parcel, zone, { value = 0 } = {}) {
  const factor = ZONES[zone];
  if (factor === undefined) throw new ParcelRefused(`No delivery to zone "${zone}"`);
  const weight = chargeableWeight(parcel);
  const band = bandFor(weight);
  if (!band) throw new ParcelRefused(`${weight} kg is too heavy`);
  return { band: band.name, weight, cents: Math.round(band.price * factor) + insurancePrice(value) };
}
