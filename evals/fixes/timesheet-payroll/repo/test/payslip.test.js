import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hoursOf } from "../src/entry.js";
import { hoursByWeek } from "../src/overtime.js";
import { payslip } from "../src/payslip.js";

/** An entry from eight o'clock on. 3 March 2025 is a Monday. */
function work(day, hours) {
  const start = `2025-03-${String(day).padStart(2, "0")}T08:00:00Z`;
  return { start, end: new Date(Date.parse(start) + hours * 3_600_000).toISOString() };
}

const week = (monday, hours) => [0, 1, 2, 3, 4].map((day) => work(monday + day, hours));

describe("an entry", () => {
  it("has hours without its break", () => {
    assert.equal(hoursOf({ start: "2025-03-03T08:00:00Z", end: "2025-03-03T16:30:00Z", breakMinutes: 45 }), 7.75);
  });

  it("can go over midnight", () => {
    assert.equal(hoursOf({ start: "2025-03-03T22:00:00Z", end: "2025-03-04T06:00:00Z" }), 8);
  });

  it("can't end before it begins", () => {
    assert.throws(() => hoursOf({ start: "2025-03-03T08:00:00Z", end: "2025-03-03T07:00:00Z" }), RangeError);
  });
});

describe("a payslip", () => {
  it("pays every hour", () => {
    assert.deepEqual(payslip(week(3, 8), 2000), { hours: 40, base: 80000, overtime: 0, sunday: 0, total: 80000 });
  });

  it("pays a bonus beyond 40 hours", () => {
    const { overtime, total } = payslip(week(3, 9), 2000);
    assert.deepEqual([overtime, total], [2500, 92500]);
  });

  it("looks at each week by itself", () => {
    assert.equal(payslip([...week(3, 9), ...week(10, 6)], 2000).overtime, 2500);
  });

  it("pays Saturdays like other days", () => {
    assert.equal(payslip([work(8, 4)], 2000).total, 8000);
  });

  it("pays a bonus for Sundays", () => {
    assert.deepEqual(payslip([work(9, 4)], 2000), { hours: 4, base: 8000, overtime: 0, sunday: 4000, total: 12000 });
  });

  it("counts a Sunday as the end of its week", () => {
    assert.equal(payslip([...week(3, 8), work(9, 4)], 2000).overtime, 2000);
  });

  it("can be empty", () => {
    assert.equal(payslip([], 2000).total, 0);
  });
});

describe("weeks", () => {
  it("are in order of time", () => {
    const weeks = hoursByWeek([...week(10, 6), ...week(3, 8)]);
    assert.deepEqual(weeks, [{ week: "2025-03-03", hours: 40 }, { week: "2025-03-10", hours: 30 }]);
  });
});
