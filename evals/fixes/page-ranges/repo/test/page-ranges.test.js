import assert from "node:assert/strict";
import { test } from "node:test";
import { pageRanges, readRanges } from "../src/page-ranges.js";

test("single pages", () => {
  assert.equal(pageRanges([3, 7, 12]), "3, 7, 12");
  assert.equal(pageRanges([]), "");
});

test("two pages in a row", () => {
  assert.equal(pageRanges([7, 8]), "7-8");
});

test("a longer run", () => {
  assert.equal(pageRanges([4, 5, 6, 7, 8]), "4-8");
});

test("runs and single pages", () => {
  assert.equal(pageRanges([3, 7, 8, 9, 12]), "3, 7-9, 12");
});

test("any order, and pages twice", () => {
  assert.equal(pageRanges([10, 9, 2, 9]), "2, 9-10");
});

test("reading", () => {
  assert.deepEqual(readRanges("3, 7-9,12"), [3, 7, 8, 9, 12]);
  assert.deepEqual(readRanges(" "), []);
});

test("no pages", () => {
  assert.throws(() => readRanges("iv-x"), SyntaxError);
});
