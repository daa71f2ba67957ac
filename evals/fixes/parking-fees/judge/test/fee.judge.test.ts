import assert from "node:assert/strict";
import { test } from "node:test";
import { feeFor } from "../src/fee.ts";
import { tariffOf } from "../src/tariff.ts";

const airport = tariffOf("airport");

test("every started hour counts, at any minute of it", () => {
  for (const [minutes, hours] of [[1, 1], [29, 1], [30, 1], [59, 1], [60, 1], [61, 2], [89, 2], [90, 2], [120, 2], [121, 3]]) {
    assert.equal(feeFor(minutes ?? 0, airport), (hours ?? 0) * 400, `${minutes} minutes`);
  }
});

test("the first minute after a day starts an hour", () => {
  assert.equal(feeFor(24 * 60 + 1, airport), 3900 + 400);
  assert.equal(feeFor(2 * 24 * 60, airport), 7800);
});

test("the maximum of a later day holds too", () => {
  assert.equal(feeFor(24 * 60 + 20 * 60, airport), 7800);
});

test("free minutes are only free for who leaves within them", () => {
  const station = tariffOf("station");
  assert.deepEqual([feeFor(30, station), feeFor(31, station), feeFor(61, station)], [0, 120, 240]);
});
