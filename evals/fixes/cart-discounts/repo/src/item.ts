import type { Cents } from "./money.ts";

export interface Item {
  sku: string;
  price: Cents;
  quantity: number;
}

export const lineTotal = (item: Item): Cents => item.price * item.quantity;
