import { randomUUID } from "node:crypto";
import { type Cart, subtotal } from "./cart.ts";
import { bestDiscount } from "./discounts.ts";
import type { Inventory } from "./inventory.ts";
import type { Cents } from "./money.ts";
import { type Page, paginate } from "./pagination.ts";
import { shippingPrice } from "./shipping.ts";
import { containedTax } from "./tax.ts";

export type OrderStatus = "placed" | "shipped" | "cancelled";

export interface Order {
  id: string;
  cart: Cart;
  goods: Cents;
  discount: Cents;
  shipping: Cents;
  total: Cents;
  tax: Cents;
  status: OrderStatus;
}

export function priceOrder(cart: Cart): Omit<Order, "id" | "status"> {
  const goods = subtotal(cart);
  const discount = bestDiscount(cart, goods);
  const shipping = shippingPrice(cart, goods - discount);
  const total = goods - discount + shipping;
  return { cart, goods, discount, shipping, total, tax: containedTax(cart.country, total) };
}

export class OrderBook {
  #orders: Order[] = [];
  #inventory: Inventory;

  constructor(inventory: Inventory) {
    this.#inventory = inventory;
  }

  place(cart: Cart): Order {
    if (cart.lines.length === 0) throw new Error("An order needs at least one line");
    for (const line of cart.lines) this.#inventory.reserve(line.sku, line.quantity);
    const order: Order = { id: randomUUID(), ...priceOrder(cart), status: "placed" };
    this.#orders.push(order);
    return order;
  }

  cancel(id: string): Order {
    const order = this.find(id);
    if (order.status !== "placed") throw new Error(`An order that is ${order.status} can't be cancelled`);
    for (const line of order.cart.lines) this.#inventory.release(line.sku, line.quantity);
    order.status = "cancelled";
    return order;
  }

  find(id: string): Order {
    const order = this.#orders.find((candidate) => candidate.id === id);
    if (!order) throw new Error(`There is no order ${id}`);
    return order;
  }

  list(page: number): Page<Order> {
    return paginate(this.#orders, page);
  }
}
