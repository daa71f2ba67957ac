const { reportOf } = require("../src/report.js");

const series = (...values) => values.map((value) => ({ value }));

test("a series has its extremes and mean", () => {
  expect(reportOf(series(10, 14, 12))).toEqual({ low: 10, high: 14, mean: 12 });
});

test("zero degrees is a temperature", () => {
  expect(reportOf(series(0, 4))).toEqual({ low: 0, high: 4, mean: 2 });
});

test("a reading without a value counts as the fallback", () => {
  expect(reportOf([{ value: 10 }, {}], { fallback: 12 })).toEqual({ low: 10, high: 12, mean: 11 });
});

test("an empty series has no report", () => {
  expect(reportOf([])).toBeNull();
});
