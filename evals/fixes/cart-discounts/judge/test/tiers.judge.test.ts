import assert from "node:assert/strict";
import { test } from "node:test";
import { totalsOf } from "../src/cart.ts";
import { euros } from "../src/money.ts";
import { tierFor } from "../src/tiers.ts";

test("every limit belongs to its own tier", () => {
  const percents = [0, 49.99, 50, 99.99, 100, 199.99, 200, 5000].map((sum) => tierFor(euros(sum))?.percent ?? 0);
  assert.deepEqual(percents, [0, 0, 2, 2, 5, 5, 10, 10]);
});

test("a cart of several lines is summed first", () => {
  const items = [
    { sku: "A", price: euros(70), quantity: 1 },
    { sku: "B", price: euros(20), quantity: 2 },
  ];
  assert.deepEqual(totalsOf(items), { subtotal: 11000, discount: 550, total: 10450 });
});

test("an empty cart costs nothing", () => {
  assert.deepEqual(totalsOf([]), { subtotal: 0, discount: 0, total: 0 });
});
