import assert from "node:assert/strict";
import { test } from "node:test";
import { justify, stretch } from "../src/justify.js";

test("every line has its width, and gaps only shrink to the right", () => {
  for (let count = 2; count <= 7; count += 1) {
    const words = Array.from({ length: count }, (_, index) => "x".repeat((index % 3) + 1));
    const least = words.join(" ").length;
    for (let width = least; width < least + 20; width += 1) {
      const line = stretch(words, width);
      assert.equal(line.length, width);
      assert.deepEqual(line.split(/ +/), words);
      const gaps = line.match(/ +/g).map((gap) => gap.length);
      assert.deepEqual(gaps, [...gaps].sort((a, b) => b - a));
      assert.ok(gaps[0] - gaps.at(-1) <= 1);
    }
  }
});

test("a paragraph in block form", () => {
  assert.deepEqual(justify("we few we happy few we band of brothers", 14), [
    "we    few   we",
    "happy  few  we",
    "band        of",
    "brothers",
  ]);
});
