/** What is known of a product: pieces in the house, and how many of them are promised to orders. */
export function newProduct(sku, onHand) {
  return { sku, onHand, reserved: 0 };
}

/** Pieces that may still be promised. */
export const availableOf = (product) => product.onHand - product.reserved;
