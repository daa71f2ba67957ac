import assert from "node:assert/strict";
import { test } from "node:test";
import { pointsFor } from "../src/points.ts";
import { credit, redeem } from "../src/purchase.ts";

const ann = { name: "Ann", level: "basic", points: 10 } as const;

test("a purchase adds points", () => {
  assert.equal(credit(ann, 500).points, 15);
});

test("only whole euros count", () => {
  assert.equal(pointsFor(1230, "basic"), 12);
  assert.equal(pointsFor(1299, "basic"), 12);
});

test("points can be spent", () => {
  assert.equal(redeem(ann, 4).points, 6);
});

test("more points than there are can't be spent", () => {
  assert.throws(() => redeem(ann, 11), /only 10 points/);
});
