export type Currency = "EUR" | "CHF" | "USD";

export interface PriceQuery {
  sku: string;
  currency: Currency;
  /** Pieces; larger quantities can have a better price. */
  quantity: number;
}

/** Cents for one piece. */
export type Price = number;

export function formatPrice(price: Price, currency: Currency): string {
  return `${(price / 100).toFixed(2)} ${currency}`;
}
