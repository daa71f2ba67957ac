import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { format, minutes } from "../src/clock.ts";
import { overlaps, slot } from "../src/slot.ts";

describe("slots", () => {
  it("read and write times", () => assert.equal(format(minutes("09:05")), "09:05"));
  it("refuse a meeting that ends before it starts", () => assert.throws(() => slot("10:00", "09:00"), RangeError));
  it("overlap when one lies inside the other", () => assert.equal(overlaps(slot("09:00", "12:00"), slot("10:00", "11:00")), true));
  it("do not overlap when the first ends where the second starts", () => assert.equal(overlaps(slot("09:00", "10:00"), slot("10:00", "11:00")), false));
  it("do not overlap when the second is over before the first", () => assert.equal(overlaps(slot("14:00", "15:00"), slot("10:00", "11:00")), false));
});
