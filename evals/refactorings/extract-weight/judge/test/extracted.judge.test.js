import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { quote } from "../src/quote.js";

const source = readFileSync(new URL("../src/quote.js", import.meta.url), "utf8");

test("the lines stand in a function of their own, and quote calls it", () => {
  const [, own = ""] = source.split(/function weightOf\(/);
  assert.match(own, /item\.digital/);
  const body = source.slice(source.indexOf("function quote"), source.indexOf("return { cost"));
  assert.match(body, /weightOf\(/);
  assert.doesNotMatch(body, /item\.digital/);
});

test("several items are added up as before", () => {
  const items = [{ grams: 300, count: 2 }, { grams: 100, count: 5 }, { grams: 900, count: 1, digital: true }];
  assert.deepEqual(quote({ value: 1, items }, "XX"), { cost: 300 + 3 * 120 * 4, days: 8, weight: 1100 });
});
