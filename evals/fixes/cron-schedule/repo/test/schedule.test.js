import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { nextRun, nextRuns } from "../src/next-run.js";
import { parseField } from "../src/parse-field.js";
import { parseSchedule } from "../src/schedule.js";

const hour = { name: "hour", min: 0, max: 23 };
const day = { name: "day", min: 1, max: 31 };
const weekday = { name: "weekday", min: 0, max: 6 };

describe("a field", () => {
  it("can be a number", () => {
    assert.deepEqual(parseField("8", hour), [8]);
  });

  it("can be everything", () => {
    assert.deepEqual(parseField("*", weekday), [0, 1, 2, 3, 4, 5, 6]);
  });

  it("refuses a number that does not fit", () => {
    assert.throws(() => parseField("24", hour), /hour 24 is not between 0 and 23/);
    assert.throws(() => parseField("0", day), /day 0 is not between 1 and 31/);
  });

  it("refuses what is no number", () => {
    assert.throws(() => parseField("noon", hour), /Not a number: noon/);
  });

  it("can be a list", () => {
    assert.deepEqual(parseField("18,6,12,6", hour), [6, 12, 18]);
  });

  it("can be a range", () => {
    assert.deepEqual(parseField("8-11", hour), [8, 9, 10, 11]);
    assert.throws(() => parseField("17-8", hour), /The range 17-8 runs backwards\./);
    assert.throws(() => parseField("20-24", hour), /hour 24 is not between 0 and 23/);
  });

  it("can have a step", () => {
    assert.deepEqual(parseField("8-18/4", hour), [8, 12, 16]);
    assert.deepEqual(parseField("*/10", day), [1, 11, 21, 31]);
    assert.throws(() => parseField("*/0", hour), /step 0/);
  });
});

describe("a schedule", () => {
  it("has five fields", () => {
    assert.throws(() => parseSchedule("0 8 *"), /has 5 fields/);
  });

  it("is due at a time of each day", () => {
    assert.equal(nextRun("30 6 * * *", "2025-03-07T06:30:00Z"), "2025-03-08T06:30:00.000Z");
  });

  it("is due on a day of the year", () => {
    assert.equal(nextRun("0 0 1 1 *", "2025-03-07T00:00:00Z"), "2026-01-01T00:00:00.000Z");
  });

  it("begins with the minute after", () => {
    assert.equal(nextRun("* * * * *", "2025-03-07T12:00:30Z"), "2025-03-07T12:01:00.000Z");
  });

  it("can be due every quarter of an hour on workdays", () => {
    assert.deepEqual(nextRuns("*/15 8-17 * * 1-5", "2025-03-07T17:20:00Z", 3), [
      "2025-03-07T17:30:00.000Z",
      "2025-03-07T17:45:00.000Z",
      "2025-03-10T08:00:00.000Z",
    ]);
  });
});
