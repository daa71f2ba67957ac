const { temperatureOf } = require("../src/reading.js");

test("zero in any unit is a reading", () => {
  expect(temperatureOf({ value: 0 }, {})).toBe(0);
  expect(temperatureOf({ value: 0 }, { unit: "F" })).toBe(-17.8);
  expect(temperatureOf({ value: 0 }, { offset: 1.5 })).toBe(1.5);
});

test("missing readings take the fallback", () => {
  expect(temperatureOf({}, {})).toBe(20);
  expect(temperatureOf({ value: null }, { fallback: 5 })).toBe(5);
});

test("negative values stay", () => {
  expect(temperatureOf({ value: -3.25 }, {})).toBe(-3.2);
});
