import assert from "node:assert/strict";
import { test } from "node:test";
import { columnName, columnNumber, rangeName } from "../src/columns.js";

test("names and numbers go together", () => {
  for (let number = 1; number <= 20000; number += 1) {
    const name = columnName(number);
    assert.match(name, /^[A-Z]+$/);
    assert.equal(columnNumber(name), number);
  }
});

test("some names", () => {
  assert.deepEqual([78, 676, 677, 728, 16384, 18278, 18279].map(columnName), [
    "BZ", "YZ", "ZA", "AAZ", "XFD", "ZZZ", "AAAA",
  ]);
});

test("ranges up to the last letters", () => {
  assert.equal(rangeName(1, 1, 26, 5), "A1:Z5");
  assert.equal(rangeName(26, 1, 52, 2), "Z1:AZ2");
});

test("numbers that are none", () => {
  for (const number of [0, -1, 1.5, Number.NaN]) assert.throws(() => columnName(number), RangeError);
});
