import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Cart } from "../src/cart.ts";
import { FREE_SHIPPING_LIMIT, isFreeShipping, shippingPrice } from "../src/shipping.ts";

function cart(country: string, weight: number, quantity = 1): Cart {
  return { customerId: "c1", country, lines: [{ sku: "MUG-1", name: "Mug", unitPrice: 1_500, quantity, weight }] };
}

describe("shipping", () => {
  test("an order above the free-shipping limit is not charged for shipping", () => {
    assert.equal(shippingPrice(cart("DE", 400, 4), 6_000), 0);
  });

  test("an order at the limit is free, one cent below it is not", () => {
    assert.equal(isFreeShipping("DE", FREE_SHIPPING_LIMIT), true);
    assert.equal(isFreeShipping("DE", FREE_SHIPPING_LIMIT - 1), false);
  });

  test("a small order pays by weight", () => {
    assert.equal(shippingPrice(cart("DE", 400), 1_500), 390);
    assert.equal(shippingPrice(cart("DE", 1_001), 1_500), 590);
  });

  test("outside the EU shipping costs double and is never free", () => {
    assert.equal(shippingPrice(cart("US", 400), 1_500), 780);
    assert.equal(shippingPrice(cart("US", 400), 9_000), 780);
  });

  test("an empty cart costs nothing", () => {
    assert.equal(shippingPrice({ customerId: "c1", country: "DE", lines: [] }, 0), 0);
  });

  test("a parcel above 20 kg is refused", () => {
    assert.throws(() => shippingPrice(cart("US", 20_001), 1_500), /too heavy/);
  });
});
