import assert from "node:assert/strict";
import { test } from "node:test";
import { pageRanges, readRanges } from "../src/page-ranges.js";

test("runs of every length", () => {
  for (const length of [3, 4, 10, 57]) {
    const pages = Array.from({ length }, (_, index) => index + 98);
    assert.equal(pageRanges(pages), `98-${97 + length}`);
  }
});

test("several runs", () => {
  assert.equal(pageRanges([1, 2, 3, 5, 6, 7, 9, 11, 12, 13, 14]), "1-3, 5-7, 9, 11-14");
});

test("any order", () => {
  assert.equal(pageRanges([8, 101, 6, 100, 7, 99, 7]), "6-8, 99-101");
});

test("what is written can be read", () => {
  const pages = [0, 1, 2, 3, 9, 20, 21, 22, 40];
  assert.deepEqual(readRanges(pageRanges(pages)), pages);
  assert.equal(pageRanges(pages), "0-3, 9, 20-22, 40");
});

test("the pages stay as they are", () => {
  const pages = [3, 1, 2];
  assert.equal(pageRanges(pages), "1-3");
  assert.deepEqual(pages, [3, 1, 2]);
});
