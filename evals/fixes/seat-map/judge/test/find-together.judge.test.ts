import assert from "node:assert/strict";
import { test } from "node:test";
import { book } from "../src/book.ts";
import { findInRow } from "../src/find-together.ts";
import { parseHall } from "../src/hall.ts";

const place = (line: string, count: number) =>
  findInRow(parseHall(line)[0] ?? [], count)?.map((seat) => seat.number) ?? null;

test("the first gap that is wide enough is taken", () => {
  assert.deepEqual(place(".x..x...", 3), [6, 7, 8]);
  assert.deepEqual(place("x..x..", 2), [2, 3]);
  assert.deepEqual(place(".x.x.", 1), [1]);
});

test("gaps that are too narrow give nothing", () => {
  assert.equal(place(".x.x.x.", 2), null);
  assert.equal(place("..", 3), null);
});

test("two groups do not get the same seats", () => {
  const hall = parseHall("....");
  assert.deepEqual([book(hall, 2), book(hall, 2)], [["A1", "A2"], ["A3", "A4"]]);
  assert.throws(() => book(hall, 1));
});
