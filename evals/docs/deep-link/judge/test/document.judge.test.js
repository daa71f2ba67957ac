import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

const text = readFileSync("docs/guides/booking.md", "utf8");

test("the document says it", () => {
  assert.ok(text.includes("(../prices.md)"), "(../prices.md)");
  assert.ok(text.includes("(../../README.md)"), "(../../README.md)");
  assert.ok(!text.includes("(../README.md)"), "(../README.md)");
  assert.ok(!text.includes("(prices.md)"), "(prices.md)");
});
