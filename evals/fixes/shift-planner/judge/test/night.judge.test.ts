import assert from "node:assert/strict";
import { test } from "node:test";
import { overlap } from "../src/overlap.ts";
import { hoursByPerson } from "../src/plan.ts";
import { hoursOf } from "../src/shift.ts";

const shift = (day: number, from: string, to: string) => ({ person: "Ann", day, from, to });

test("lengths over midnight", () => {
  assert.deepEqual(
    [shift(1, "23:30", "00:15"), shift(1, "18:00", "00:00"), shift(1, "09:00", "17:00")].map(hoursOf),
    [0.75, 6, 8],
  );
});

test("a shift that ends when it begins lasts a day", () => {
  assert.equal(hoursOf(shift(1, "07:00", "07:00")), 24);
});

test("overlaps over midnight, in both orders", () => {
  const night = shift(1, "22:00", "06:00");
  for (const [other, expected] of [
    [shift(2, "06:00", "14:00"), false],
    [shift(2, "05:59", "14:00"), true],
    [shift(1, "14:00", "22:00"), false],
    [shift(1, "14:00", "22:01"), true],
    [shift(2, "22:00", "06:00"), false],
  ] as const) {
    assert.equal(overlap(night, other), expected);
    assert.equal(overlap(other, night), expected);
  }
});

test("hours of a week with nights", () => {
  assert.deepEqual(hoursByPerson([shift(1, "22:00", "06:00"), shift(2, "22:00", "06:00"), shift(4, "10:00", "12:00")]), { Ann: 18 });
});
