import assert from "node:assert/strict";
import { test } from "node:test";
import { boundsOf, contains, extend } from "../src/bounds.ts";
import { point } from "../src/point.ts";

test("the east edge follows the longitude, west of Greenwich too", () => {
  assert.deepEqual(boundsOf([point(10, -80), point(45, -120), point(50, -60)]), { south: 10, west: -120, north: 50, east: -60 });
});

test("the order of points does not matter", () => {
  const points = [point(1, 2), point(-30, 170), point(70, -20), point(5, 90)];
  const expected = { south: -30, west: -20, north: 70, east: 170 };
  assert.deepEqual(boundsOf(points), expected);
  assert.deepEqual(boundsOf([...points].reverse()), expected);
});

test("a point inside changes nothing", () => {
  const bounds = { south: -10, west: -10, north: 80, east: 10 };
  assert.deepEqual(extend(bounds, point(60, 5)), bounds);
});

test("a grid of points is contained", () => {
  const points = [-60, 0, 60].flatMap((lat) => [-150, -10, 30, 179].map((lon) => point(lat, lon)));
  const bounds = boundsOf(points);
  assert.ok(bounds);
  assert.ok(points.every((one) => contains(bounds, one)));
  assert.equal(contains(bounds, point(0, 180)), false);
});
