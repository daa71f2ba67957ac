import assert from "node:assert/strict";
import { test } from "node:test";
import { overlaps, slot } from "../src/slot.ts";

const cases: [string, string, string, string, boolean][] = [
  ["09:00", "10:00", "09:30", "10:30", true],
  ["09:30", "10:30", "09:00", "10:00", true],
  ["09:00", "10:00", "09:00", "10:00", true],
  ["11:00", "12:00", "08:00", "11:00", false],
  ["08:00", "11:00", "11:00", "12:00", false],
  ["08:00", "08:30", "16:00", "17:00", false],
  ["16:00", "17:00", "08:00", "08:30", false],
];
for (const [a, b, c, d, expected] of cases)
  test(`${a}-${b} and ${c}-${d}`, () => assert.equal(overlaps(slot(a, b), slot(c, d)), expected));
