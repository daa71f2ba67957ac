import assert from "node:assert/strict";
import { test } from "node:test";
import { columnName, columnNumber, rangeName } from "../src/columns.js";

test("one letter", () => {
  assert.deepEqual([1, 2, 25].map(columnName), ["A", "B", "Y"]);
});

test("the last letter", () => {
  assert.deepEqual([26, 52].map(columnName), ["Z", "AZ"]);
});

test("two letters", () => {
  assert.deepEqual([27, 28, 53].map(columnName), ["AA", "AB", "BA"]);
});

test("three letters", () => {
  assert.deepEqual([702, 703].map(columnName), ["ZZ", "AAA"]);
});

test("no column below 1", () => {
  assert.throws(() => columnName(0), RangeError);
});

test("numbers of names", () => {
  assert.deepEqual(["A", "z", "AA", "zz", "AAA"].map(columnNumber), [1, 26, 27, 702, 703]);
});

test("no name", () => {
  assert.throws(() => columnNumber("A1"), SyntaxError);
});

test("ranges", () => {
  assert.equal(rangeName(2, 2, 4, 9), "B2:D9");
});
