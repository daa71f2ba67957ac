import assert from "node:assert/strict";
import { test } from "node:test";
import { Warehouse } from "../src/warehouse.js";

test("a long story keeps its books", () => {
  const place = new Warehouse();
  place.receive("lamp", 10);
  place.reserve("a", "lamp", 5);
  place.reserve("b", "lamp", 5);
  assert.throws(() => place.reserve("c", "lamp", 1), /Only 0 of lamp/);
  place.ship("a", 2);
  place.cancel("a");
  assert.equal(place.available("lamp"), 3);
  place.reserve("c", "lamp", 3);
  place.ship("b", 5);
  place.receive("lamp", 2);
  assert.equal(place.available("lamp"), 2);
});

test("everything can be promised, but once", () => {
  const place = new Warehouse();
  place.receive("lamp", 3);
  place.reserve("a", "lamp", 3);
  assert.equal(place.available("lamp"), 0);
  place.cancel("a");
  assert.equal(place.available("lamp"), 3);
  assert.throws(() => place.cancel("a"), /no open order a/);
});
