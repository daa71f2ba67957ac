import { quote } from "./quote.js";

/** Quotes for many parcels; refused ones are listed apart. */
export function quoteAll(parcels, zone) {
  const quotes = [];
  const refused = [];
  for (const parcel of parcels) {
    try {
      quotes.push({ id: parcel.id, ...quote(parcel, zone, { value: parcel.value }) });
    } catch (error) {
      refused.push({ id: parcel.id, reason: error.message });
    }
  }
  return { quotes, refused, total: quotes.reduce((sum, { cents }) => sum + cents, 0) };
}
