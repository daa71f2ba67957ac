import { expect, test } from "vitest";
import { bootstrap, distributionOf, quantile, shareOf, signTest } from "./statistics.ts";

test("shares have the Wilson interval", () => {
  expect(shareOf(6, 6)).toMatchObject({ share: 1, low: expect.closeTo(0.6097, 4), high: 1 });
  expect(shareOf(8, 10)).toMatchObject({ low: expect.closeTo(0.4902, 4), high: expect.closeTo(0.9433, 4) });
  expect(shareOf(0, 20)).toMatchObject({ share: 0, low: 0, high: expect.closeTo(0.1611, 4) });
});

test("nothing measured is no share", () => {
  expect(shareOf(0, 0)).toEqual({ count: 0, of: 0, share: null, low: 0, high: 1 });
  expect(distributionOf([])).toEqual({ count: 0, median: null, medianInterval: null, p90: null, max: null });
});

test("quantiles interpolate", () => {
  expect([0, 0.25, 0.5, 0.9, 1].map((q) => quantile([4, 1, 3, 2, 5], q))).toEqual([1, 2, 3, 4.6, 5]);
});

test("the interval of a median holds it, is the same each time, and is narrow for many equal values", () => {
  const values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 100];
  const interval = bootstrap(values, (sample) => quantile(sample, 0.5));
  expect(interval).toEqual(bootstrap(values, (sample) => quantile(sample, 0.5)));
  expect(interval?.low).toBeGreaterThan(1);
  expect(interval?.low).toBeLessThan(5.5);
  expect(interval?.high).toBeGreaterThan(5.5);
  expect(interval?.high).toBeLessThan(100);
  expect(bootstrap([2, 2, 2, 2], (sample) => quantile(sample, 0.5))).toEqual({ low: 2, high: 2 });
});

test.each([
  [0, 0, 1],
  [5, 0, 0.03125],
  [4, 0, 0.0625],
  [0, 5, 1],
  [9, 1, 11 / 1024],
])("%i losses and %i gains are so by chance with p = %f", (worse, better, p) => {
  expect(signTest(worse, better)).toBeCloseTo(p, 10);
});
