import assert from "node:assert/strict";
import { test } from "node:test";
import { ordinal, ordinals } from "../src/ordinal.js";

test("every hundred has its teens", () => {
  for (let hundred = 0; hundred <= 2000; hundred += 100)
    for (const teen of [10, 11, 12, 13, 14, 19]) assert.equal(ordinal(hundred + teen), `${hundred + teen}th`);
});

test("the other endings", () => {
  assert.deepEqual([121, 1002, 10013, 10023, 100, 1011, 3331].map(ordinal), [
    "121st", "1002nd", "10013th", "10023rd", "100th", "1011th", "3331st",
  ]);
});

test("lists of large numbers", () => {
  assert.equal(ordinals([111, 112, 123]), "111th, 112th and 123rd");
});
