import assert from "node:assert/strict";
import { test } from "node:test";
import { pointsFor } from "../src/points.ts";

test("a basic member gets a point for each euro", () => {
  assert.equal(pointsFor(1200, "basic"), 12);
});

test("a gold member gets twice as many", () => {
  assert.equal(pointsFor(1200, "gold"), 24);
});

test("a refund has no points", () => {
  assert.equal(pointsFor(-500, "basic"), 0);
});

test("a euro that was started counts as a whole one", () => {
  assert.equal(pointsFor(1230, "basic"), 13);
  assert.equal(pointsFor(1201, "basic"), 13);
});
