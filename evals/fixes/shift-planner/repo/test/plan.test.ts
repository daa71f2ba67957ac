import assert from "node:assert/strict";
import { test } from "node:test";
import { conflicts, hoursByPerson } from "../src/plan.ts";

const shift = (person: string, day: number, from: string, to: string) => ({ person, day, from, to });

test("hours of a day are summed", () => {
  assert.deepEqual(hoursByPerson([shift("Ann", 1, "08:00", "12:00"), shift("Ann", 1, "13:00", "17:30")]), { Ann: 8.5 });
});

test("a night shift has its hours", () => {
  assert.deepEqual(hoursByPerson([shift("Ben", 1, "22:00", "06:00")]), { Ben: 8 });
});

test("a night shift overlaps with the early shift of the next day", () => {
  assert.equal(conflicts([shift("Ben", 1, "22:00", "06:00"), shift("Ben", 2, "05:00", "13:00")]).length, 1);
});

test("shifts that follow each other do not overlap", () => {
  assert.deepEqual(conflicts([shift("Ann", 1, "08:00", "12:00"), shift("Ann", 1, "12:00", "16:00")]), []);
});
