import assert from "node:assert/strict";
import { test } from "node:test";
import { hoursByWeek } from "../src/overtime.js";
import { payslip } from "../src/payslip.js";
import { isSunday, weekOf } from "../src/week.js";

const shift = (day, hours) => ({ start: `${day}T06:00:00Z`, end: new Date(Date.parse(`${day}T06:00:00Z`) + hours * 3_600_000).toISOString() });

test("every day belongs to the Monday before it", () => {
  for (let day = 3; day <= 9; day++) assert.equal(weekOf(`2025-03-0${day}`), "2025-03-03");
  assert.equal(weekOf("2025-03-10"), "2025-03-10");
  assert.equal(weekOf("2025-03-02"), "2025-02-24");
});

test("weeks go over the ends of months and years", () => {
  assert.deepEqual(["2024-12-31", "2025-01-01", "2025-01-05", "2025-01-06"].map(weekOf), [
    "2024-12-30",
    "2024-12-30",
    "2024-12-30",
    "2025-01-06",
  ]);
  assert.equal(weekOf("2024-03-03"), "2024-02-26");
});

test("one day of a week is a Sunday", () => {
  const days = ["03", "04", "05", "06", "07", "08", "09", "10", "16"].filter((day) => isSunday(`2025-03-${day}`));
  assert.deepEqual(days, ["09", "16"]);
});

test("a Sunday can be overtime and have its bonus as well", () => {
  const entries = ["03", "04", "05", "06", "07"].map((day) => shift(`2025-03-${day}`, 8));
  const slip = payslip([...entries, shift("2025-03-09", 6), shift("2025-03-10", 8)], 1000);
  assert.deepEqual(slip, { hours: 54, base: 54000, overtime: 1500, sunday: 3000, total: 58500 });
});

test("the Sunday before does not fill the week", () => {
  const entries = ["03", "04", "05", "06", "07"].map((day) => shift(`2025-03-${day}`, 8));
  assert.equal(payslip([shift("2025-03-02", 8), ...entries], 1000).overtime, 0);
  assert.deepEqual(hoursByWeek([shift("2025-03-02", 8), shift("2025-03-03", 1)]).map(({ week }) => week), ["2025-02-24", "2025-03-03"]);
});
