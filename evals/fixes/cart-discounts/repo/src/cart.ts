import { type Item, lineTotal } from "./item.ts";
import { type Cents, percentOf } from "./money.ts";
import { tierFor } from "./tiers.ts";

export interface Totals {
  subtotal: Cents;
  discount: Cents;
  total: Cents;
}

export function totalsOf(items: Item[]): Totals {
  const subtotal = items.reduce((sum, item) => sum + lineTotal(item), 0);
  const tier = tierFor(subtotal);
  const discount = tier ? percentOf(subtotal, tier.percent) : 0;
  return { subtotal, discount, total: subtotal - discount };
}
