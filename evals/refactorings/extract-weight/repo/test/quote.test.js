import assert from "node:assert/strict";
import { test } from "node:test";
import { quote } from "../src/quote.js";

const book = { grams: 600, count: 1 };

test("a book within the country takes two steps", () => {
  assert.deepEqual(quote({ value: 2000, items: [book] }, "DE"), { cost: 540, days: 2, weight: 600 });
});

test("what is digital weighs nothing", () => {
  assert.equal(quote({ value: 10, items: [{ ...book, digital: true }] }, "DE").weight, 0);
});

test("a valuable parcel is free in the first zone only", () => {
  assert.equal(quote({ value: 5000, items: [book] }, "DE").cost, 0);
  assert.equal(quote({ value: 5000, items: [book] }, "FR").cost, 780);
});
