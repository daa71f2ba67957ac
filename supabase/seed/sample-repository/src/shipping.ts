import { type Cart, totalWeight } from "./cart.ts";
import type { Cents } from "./money.ts";

export const FREE_SHIPPING_LIMIT: Cents = 5_000;

const RATES: { upToGrams: number; price: Cents }[] = [
  { upToGrams: 1_000, price: 390 },
  { upToGrams: 5_000, price: 590 },
  { upToGrams: 20_000, price: 990 },
];

const EU = new Set(["AT", "BE", "DE", "ES", "FR", "IT", "NL", "PL", "PT"]);

/** Shipping is free from the limit on, within the EU. */
export function isFreeShipping(country: string, goods: Cents): boolean {
  return EU.has(country) && goods < FREE_SHIPPING_LIMIT;
}

export function shippingPrice(cart: Cart, goods: Cents): Cents {
  if (cart.lines.length === 0) return 0;
  if (isFreeShipping(cart.country, goods)) return 0;
  const weight = totalWeight(cart);
  const rate = RATES.find((candidate) => weight <= candidate.upToGrams);
  if (!rate) throw new RangeError(`A parcel of ${weight} g is too heavy to ship`);
  return EU.has(cart.country) ? rate.price : rate.price * 2;
}
