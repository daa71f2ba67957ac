import assert from "node:assert/strict";
import { test } from "node:test";
import { boundsOf, contains } from "../src/bounds.ts";
import { point } from "../src/point.ts";
import { showAll } from "../src/show-all.ts";

const LISBON = point(38.7, -9.1);
const OSLO = point(59.9, 10.8);
const ANKARA = point(39.9, 32.9);
const SYDNEY = point(-33.9, 151.2);

test("no points have no bounds", () => {
  assert.equal(boundsOf([]), null);
});

test("one point is its own rectangle", () => {
  assert.deepEqual(boundsOf([OSLO]), { south: 59.9, west: 10.8, north: 59.9, east: 10.8 });
});

test("points lie within their bounds", () => {
  const bounds = boundsOf([SYDNEY, LISBON]);
  assert.ok(bounds && contains(bounds, SYDNEY) && contains(bounds, LISBON));
});

test("three cities span a rectangle", () => {
  assert.deepEqual(boundsOf([LISBON, OSLO, ANKARA]), { south: 38.7, west: -9.1, north: 59.9, east: 32.9 });
});

test("a place outside is not contained", () => {
  const bounds = boundsOf([SYDNEY, LISBON]);
  assert.ok(bounds && !contains(bounds, OSLO));
});

test("all markers are in the middle of the view", () => {
  const view = showAll([{ label: "a", at: point(0, 10) }, { label: "b", at: point(10, 40) }]);
  assert.deepEqual(view, { center: { lat: 5, lon: 25 }, zoom: 3 });
});

test("hidden markers do not count", () => {
  const view = showAll([{ label: "a", at: OSLO }, { label: "b", at: SYDNEY, hidden: true }]);
  assert.deepEqual(view, { center: OSLO, zoom: 18 });
});

test("without markers the world is shown", () => {
  assert.equal(showAll([]).zoom, 0);
});

test("a latitude of more than 90 degrees is refused", () => {
  assert.throws(() => point(91, 0), RangeError);
});
