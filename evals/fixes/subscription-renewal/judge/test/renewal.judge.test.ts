import assert from "node:assert/strict";
import { test } from "node:test";
import { billingDays } from "../src/schedule.ts";

test("leap years have one day more", () => {
  assert.deepEqual(billingDays("2024-01-30", "monthly", 3), ["2024-01-30", "2024-02-29", "2024-03-30"]);
});

test("the day of the start comes back after a short month", () => {
  assert.deepEqual(billingDays("2025-08-31", "monthly", 4), ["2025-08-31", "2025-09-30", "2025-10-31", "2025-11-30"]);
});

test("29 February renews on the 28th in a year without one", () => {
  assert.deepEqual(billingDays("2024-02-29", "yearly", 2), ["2024-02-29", "2025-02-28"]);
});

test("a quarter from 30 November ends in February", () => {
  assert.equal(billingDays("2025-11-30", "quarterly", 2)[1], "2026-02-28");
});
