import assert from "node:assert/strict";
import { test } from "node:test";
import { book } from "../src/book.ts";
import { parseHall } from "../src/hall.ts";

test("an empty row is filled from its start", () => {
  assert.deepEqual(book(parseHall("....."), 3), ["A1", "A2", "A3"]);
});

test("a group never sits around a taken seat", () => {
  assert.deepEqual(book(parseHall("..x..\n....."), 3), ["B1", "B2", "B3"]);
});

test("without room it says so", () => {
  assert.throws(() => book(parseHall("xxxx"), 2), /no 2 seats together/);
});
