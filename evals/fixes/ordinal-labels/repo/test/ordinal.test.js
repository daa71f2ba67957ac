import assert from "node:assert/strict";
import { test } from "node:test";
import { ordinal, ordinals } from "../src/ordinal.js";

test("the first ones", () => {
  assert.deepEqual([0, 1, 2, 3, 4].map(ordinal), ["0th", "1st", "2nd", "3rd", "4th"]);
});

test("eleven to thirteen", () => {
  assert.deepEqual([11, 12, 13].map(ordinal), ["11th", "12th", "13th"]);
});

test("tens", () => {
  assert.deepEqual([20, 21, 42, 93].map(ordinal), ["20th", "21st", "42nd", "93rd"]);
});

test("hundreds", () => {
  assert.deepEqual([101, 111, 212].map(ordinal), ["101st", "111th", "212th"]);
});

test("no ordinals of fractions", () => {
  assert.throws(() => ordinal(1.5), RangeError);
});

test("lists", () => {
  assert.equal(ordinals([1, 2, 5]), "1st, 2nd and 5th");
  assert.equal(ordinals([3]), "3rd");
  assert.equal(ordinals([]), "");
});
