/** An order of one product, with how much of it has left the house. */
export function newOrder(id, sku, quantity) {
  return { id, sku, quantity, shipped: 0, status: "open" };
}

export const openQuantity = (order) => order.quantity - order.shipped;
