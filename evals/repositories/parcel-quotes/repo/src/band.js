import { BANDS } from "./tariff.js";

/** Volumetric weight: five litres count as one kilogram. */
export function chargeableWeight(parcel) {
  const litres = (parcel.length * parcel.width * parcel.height) / 1000;
  return Math.max(parcel.weight, litres / 5);
}

/** The first band the weight fits into; undefined for parcels that are too heavy. */
export function bandFor(weight) {
  for (const band of BANDS) {
    if (weight < band.upTo) return band;
  }
  return undefined;
}
