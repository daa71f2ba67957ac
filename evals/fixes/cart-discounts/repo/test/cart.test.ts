import assert from "node:assert/strict";
import { test } from "node:test";
import { totalsOf } from "../src/cart.ts";
import { euros } from "../src/money.ts";

const order = (price: number, quantity = 1) => [{ sku: "A", price: euros(price), quantity }];

test("small orders pay the full price", () => {
  assert.deepEqual(totalsOf(order(20, 2)), { subtotal: 4000, discount: 0, total: 4000 });
});

test("an order of 60 gets the first tier", () => {
  assert.equal(totalsOf(order(60)).discount, 120);
});

test("an order of 250 gets the highest tier", () => {
  assert.deepEqual(totalsOf(order(125, 2)), { subtotal: 25000, discount: 2500, total: 22500 });
});
