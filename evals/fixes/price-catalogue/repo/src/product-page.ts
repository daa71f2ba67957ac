import type { Catalogue } from "./catalogue.ts";
import { type Currency, formatPrice } from "./price.ts";

const STEPS = [1, 10, 100];

/** The price table of a product: one line for each quantity that has a price of its own. */
export async function priceTable(catalogue: Catalogue, sku: string, currency: Currency): Promise<string[]> {
  const lines: string[] = [];
  for (const quantity of STEPS) {
    const price = await catalogue.priceOf({ sku, currency, quantity });
    lines.push(`from ${quantity}: ${formatPrice(price, currency)}`);
  }
  return lines;
}
