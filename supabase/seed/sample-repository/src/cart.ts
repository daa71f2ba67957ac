import type { Cents } from "./money.ts";

export interface CartLine {
  sku: string;
  name: string;
  unitPrice: Cents;
  quantity: number;
  /** Grams of one unit. */
  weight: number;
}

export interface Cart {
  customerId: string;
  country: string;
  coupon?: string;
  lines: CartLine[];
}

export function subtotal(cart: Cart): Cents {
  return cart.lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0);
}

export function totalWeight(cart: Cart): number {
  return cart.lines.reduce((sum, line) => sum + line.weight * line.quantity, 0);
}

export function itemCount(cart: Cart): number {
  return cart.lines.reduce((count, line) => count + line.quantity, 0);
}

/** Adds a line, or raises the quantity of the line with the same article. */
export function addLine(cart: Cart, line: CartLine): Cart {
  const existing = cart.lines.find((candidate) => candidate.sku === line.sku);
  if (!existing) return { ...cart, lines: [...cart.lines, line] };
  return {
    ...cart,
    lines: cart.lines.map((candidate) =>
      candidate === existing ? { ...candidate, quantity: candidate.quantity + line.quantity } : candidate,
    ),
  };
}
