import assert from "node:assert/strict";
import { test } from "node:test";
import { Warehouse } from "../src/warehouse.js";

function warehouse(pieces) {
  const place = new Warehouse();
  place.receive("lamp", pieces);
  return place;
}

test("a reservation lowers what is available", () => {
  const place = warehouse(10);
  place.reserve("o1", "lamp", 4);
  assert.equal(place.available("lamp"), 6);
});

test("shipping changes nothing for others", () => {
  const place = warehouse(10);
  place.reserve("o1", "lamp", 4);
  place.ship("o1", 4);
  assert.equal(place.available("lamp"), 6);
  assert.throws(() => place.ship("o1", 1), /no open order o1/);
});

test("cancelling a partly shipped order frees the rest", () => {
  const place = warehouse(10);
  place.reserve("o1", "lamp", 4);
  place.ship("o1", 3);
  place.cancel("o1");
  assert.equal(place.available("lamp"), 7);
});

test("promised pieces can't be promised again", () => {
  const place = warehouse(5);
  place.reserve("o1", "lamp", 3);
  assert.throws(() => place.reserve("o2", "lamp", 3), /Only 2 of lamp/);
});
