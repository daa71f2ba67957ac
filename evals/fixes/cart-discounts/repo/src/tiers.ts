import { type Cents, euros } from "./money.ts";

export interface Tier {
  from: Cents;
  percent: number;
}

/** Ascending: a later tier replaces the earlier ones. */
export const TIERS: Tier[] = [
  { from: euros(50), percent: 2 },
  { from: euros(100), percent: 5 },
  { from: euros(200), percent: 10 },
];

/** The highest tier that the subtotal reaches; undefined below the first. */
export function tierFor(subtotal: Cents): Tier | undefined {
  return TIERS.find((tier) => subtotal >= tier.from);
}
