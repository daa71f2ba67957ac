import assert from "node:assert/strict";
import { test } from "node:test";
import { draw } from "../src/draw.js";
import { hitsOf } from "../src/ticket.js";

test("six different numbers are drawn", () => {
  assert.equal(new Set(draw(6, 49)).size, 6);
});

test("hits are counted", () => {
  assert.equal(hitsOf([1, 2, 3], [3, 2, 9]), 2);
});

test("a draw has more low numbers than high ones", () => {
  const drawn = draw(6, 49);
  assert.ok(drawn.filter((number) => number < 25).length > 3, `drawn: ${drawn}`);
});
