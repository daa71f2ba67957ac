import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { formatMinutes } from "../src/duration.ts";
import { checkOut, checkOutLost } from "../src/ticket.ts";

const entry = new Date("2025-04-02T08:00:00Z");
const after = (minutes: number) => new Date(entry.getTime() + minutes * 60_000);
const feeAfter = (garage: string, minutes: number) => checkOut({ garage, entry }, after(minutes)).fee;

describe("check-out", () => {
  it("is free for a short stop", () => {
    assert.equal(feeAfter("city", 10), 0);
    assert.equal(feeAfter("city", 15), 0);
  });

  it("charges a full hour as one", () => {
    assert.equal(feeAfter("city", 60), 250);
  });

  it("charges the hour that was started", () => {
    assert.equal(feeAfter("city", 70), 500);
  });

  it("charges an hour to who stays just longer than the free minutes", () => {
    assert.equal(feeAfter("city", 16), 250);
  });

  it("never takes more than the daily maximum", () => {
    assert.equal(feeAfter("city", 11 * 60), 2000);
  });

  it("begins a new maximum after 24 hours", () => {
    assert.equal(feeAfter("station", 24 * 60), 900);
    assert.equal(feeAfter("station", 25 * 60), 1020);
  });

  it("prints how long the car was there", () => {
    assert.equal(checkOut({ garage: "city", entry }, after(125)).parked, "2 h 5 min");
    assert.equal(formatMinutes(0), "0 min");
    assert.equal(formatMinutes(1441), "1 d 1 min");
  });

  it("refuses a car that left before it came", () => {
    assert.throws(() => checkOut({ garage: "city", entry }, after(-1)), RangeError);
  });

  it("takes the daily maximum for a lost ticket", () => {
    assert.equal(checkOutLost("airport").fee, 3900);
  });
});
