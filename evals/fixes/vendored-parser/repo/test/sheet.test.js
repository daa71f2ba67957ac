import assert from "node:assert/strict";
import { test } from "node:test";
import { hoursOf } from "../src/booking.js";
import { totalHours } from "../src/sheet.js";

test("hours are hours", () => {
  assert.equal(hoursOf({ duration: "2h" }), 2);
});

test("minutes are parts of an hour", () => {
  assert.equal(hoursOf({ duration: "90m" }), 1.5);
});

test("a sheet sums all bookings", () => {
  assert.equal(totalHours([{ duration: "30m" }, { duration: "1d" }, { duration: "45m" }]), 25.25);
});
