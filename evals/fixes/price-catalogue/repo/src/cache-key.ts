import type { PriceQuery } from "./price.ts";

/** What the keys of all prices of a product begin with. */
export const prefixOf = (sku: string): string => `${sku}:`;

export function keyOf({ sku, quantity }: PriceQuery): string {
  return `${prefixOf(sku)}${quantity}`;
}
