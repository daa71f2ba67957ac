import { type Cents, roundCents } from "./money.ts";

/** Value-added tax in percent. */
const RATES: Record<string, number> = { AT: 20, BE: 21, DE: 19, ES: 21, FR: 20, IT: 22, NL: 21, PL: 23, PT: 23 };

/** The tax contained in a gross price; nothing outside the EU. */
export function containedTax(country: string, gross: Cents): Cents {
  const rate = RATES[country];
  if (rate === undefined) return 0;
  return roundCents((gross * rate) / (100 + rate));
}
