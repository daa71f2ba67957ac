import assert from "node:assert/strict";
import { test } from "node:test";
import { invoiceOf } from "../src/invoice.ts";

const line = (price: number, rate: number, quantity = 1) => ({ text: "x", price, quantity, rate });

test("one line has the tax of its rate", () => {
  assert.deepEqual(invoiceOf([line(1000, 19)]), { net: 1000, tax: 190, gross: 1190, rates: [{ rate: 19, net: 1000, tax: 190 }] });
});

test("tax is rounded once for the sum of a rate", () => {
  const { rates } = invoiceOf([line(33, 7), line(33, 7), line(33, 7)]);
  assert.deepEqual(rates, [{ rate: 7, net: 99, tax: 7 }]);
});

test("the total is the sum of the rates", () => {
  const { tax, gross } = invoiceOf([line(33, 7), line(33, 7), line(33, 7), line(105, 19)]);
  assert.deepEqual([tax, gross], [27, 231]);
});

test("rates are listed rising", () => {
  assert.deepEqual(invoiceOf([line(100, 19), line(100, 7)]).rates.map(({ rate }) => rate), [7, 19]);
});
