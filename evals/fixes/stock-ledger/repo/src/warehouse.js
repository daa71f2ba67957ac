import { newOrder, openQuantity } from "./order.js";
import { availableOf, newProduct } from "./product.js";

export class Warehouse {
  #products = new Map();
  #orders = new Map();

  receive(sku, pieces) {
    const product = this.#products.get(sku) ?? newProduct(sku, 0);
    product.onHand += pieces;
    this.#products.set(sku, product);
  }

  /** Promises pieces to an order. Throws when there are not enough that nobody else was promised. */
  reserve(id, sku, quantity) {
    const product = this.#product(sku);
    if (product.onHand < quantity) throw new Error(`Only ${availableOf(product)} of ${sku} are available.`);
    product.reserved += quantity;
    this.#orders.set(id, newOrder(id, sku, quantity));
  }

  /** Sends pieces of an order; they leave the house and are no promise any more. */
  ship(id, pieces) {
    const order = this.#order(id);
    if (pieces > openQuantity(order)) throw new Error(`Order ${id} has only ${openQuantity(order)} open.`);
    const product = this.#product(order.sku);
    product.onHand -= pieces;
    product.reserved -= pieces;
    order.shipped += pieces;
    if (openQuantity(order) === 0) order.status = "done";
  }

  /** Ends an order: what was not shipped is free again. */
  cancel(id) {
    const order = this.#order(id);
    this.#product(order.sku).reserved -= order.quantity;
    order.status = "cancelled";
  }

  available(sku) {
    return availableOf(this.#product(sku));
  }

  #product(sku) {
    const product = this.#products.get(sku);
    if (!product) throw new Error(`There is no product ${sku}.`);
    return product;
  }

  #order(id) {
    const order = this.#orders.get(id);
    if (order?.status !== "open") throw new Error(`There is no open order ${id}.`);
    return order;
  }
}
