import assert from "node:assert/strict";
import { test } from "node:test";
import { invoiceOf } from "../src/invoice.ts";

const line = (price: number, rate: number, quantity = 1) => ({ text: "x", price, quantity, rate });

test("many small lines are rounded once", () => {
  const lines = Array.from({ length: 10 }, () => line(12, 19));
  assert.deepEqual(invoiceOf(lines), { net: 120, tax: 23, gross: 143, rates: [{ rate: 19, net: 120, tax: 23 }] });
});

test("tax always is the sum of the rates", () => {
  for (const price of [1, 7, 13, 50, 99, 101, 333]) {
    const { tax, rates } = invoiceOf([line(price, 7), line(price, 19, 3), line(price + 1, 7, 2)]);
    assert.equal(tax, rates.reduce((sum, rate) => sum + rate.tax, 0));
  }
});

test("halves go up, credits go down", () => {
  assert.equal(invoiceOf([line(50, 19)]).tax, 10);
  assert.equal(invoiceOf([line(-50, 19)]).tax, -10);
});

test("an invoice without lines is empty", () => {
  assert.deepEqual(invoiceOf([]), { net: 0, tax: 0, gross: 0, rates: [] });
});
