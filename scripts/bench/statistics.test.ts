import { expect, test } from "vitest";
import { median, quantile } from "./statistics.ts";

test("the median is the middle, or between the two in the middle", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(median([])).toBeNaN();
});

test("quantiles are interpolated and end at the smallest and largest", () => {
  expect([0, 0.25, 0.9, 1].map((share) => quantile([10, 20, 30, 40, 50], share))).toEqual([10, 20, 46, 50]);
});
