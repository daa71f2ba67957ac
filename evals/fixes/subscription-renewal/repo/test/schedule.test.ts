import assert from "node:assert/strict";
import { test } from "node:test";
import { billingDays } from "../src/schedule.ts";

test("a monthly plan bills on the same day of each month", () => {
  assert.deepEqual(billingDays("2025-03-15", "monthly", 3), ["2025-03-15", "2025-04-15", "2025-05-15"]);
});

test("years roll over", () => {
  assert.deepEqual(billingDays("2025-11-10", "quarterly", 2), ["2025-11-10", "2026-02-10"]);
});

test("a subscription from 31 January renews on the last day of February", () => {
  assert.deepEqual(billingDays("2025-01-31", "monthly", 3), ["2025-01-31", "2025-02-28", "2025-03-31"]);
});

test("unknown plans are refused", () => {
  assert.throws(() => billingDays("2025-01-01", "weekly", 1), /no plan weekly/);
});
