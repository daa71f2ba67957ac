import assert from "node:assert/strict";
import { test } from "node:test";
import { fields } from "../src/fields.js";
import { nextRuns } from "../src/next-run.js";
import { parseField } from "../src/parse-field.js";

const [minute, hour, day, month, weekday] = fields;

test("lists can hold numbers, ranges and steps", () => {
  assert.deepEqual(parseField("50,0-4/2,30-32,1", minute), [0, 1, 2, 4, 30, 31, 32, 50]);
  assert.deepEqual(parseField("10-12,11-14", hour), [10, 11, 12, 13, 14]);
  assert.deepEqual(parseField("9,*/6", hour), [0, 6, 9, 12, 18]);
});

test("values are sorted as numbers", () => {
  assert.deepEqual(parseField("10,9,2,30", day), [2, 9, 10, 30]);
});

test("steps count from the start of their range", () => {
  assert.deepEqual(parseField("*/5", month), [1, 6, 11]);
  assert.deepEqual(parseField("*/20", minute), [0, 20, 40]);
  assert.deepEqual(parseField("3-20/7", day), [3, 10, 17]);
  assert.deepEqual(parseField("*/100", hour), [0]);
  assert.deepEqual(parseField("*/1", weekday), [0, 1, 2, 3, 4, 5, 6]);
});

test("a range can be one value or all", () => {
  assert.deepEqual(parseField("5-5", hour), [5]);
  assert.deepEqual(parseField("1-12", month), parseField("*", month));
});

test("what is no field is refused", () => {
  for (const text of ["", ",", "1,", "1-", "-5", "1-2-3", "a-b", "*/", "*/x", "1-5/0", "1-5/2/3", "1,,2", "**", "1.5"])
    assert.throws(() => parseField(text, hour), Error, text);
});

test("both ends of a range have to fit the field", () => {
  assert.throws(() => parseField("0-5", day), /day 0 is not between 1 and 31/);
  assert.throws(() => parseField("5-13", month), /month 13 is not between 1 and 12/);
  assert.throws(() => parseField("1,60", minute), /minute 60 is not between 0 and 59/);
});

test("all fields work together", () => {
  assert.deepEqual(nextRuns("0,30 9 1-7 */3 1", "2025-03-07T00:00:00Z", 3), [
    "2025-04-07T09:00:00.000Z",
    "2025-04-07T09:30:00.000Z",
    "2025-07-07T09:00:00.000Z",
  ]);
});
