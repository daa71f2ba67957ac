const { alertFor } = require("../src/alert.js");

const RULES = "light; 5\nstrong; 50\nhurricane; 118";

const alertOf = (...winds) => alertFor("A", winds.map((wind, hour) => `${hour}:00; ${wind}; 1`).join("\n"), RULES);

test("every number of digits is compared by its size", () => {
  const levels = ["4", "5", "9", "10", "49", "49.9", "50", "99.5", "100", "117", "118", "120.5"].map((wind) => alertOf(wind)?.level ?? null);
  expect(levels).toEqual([null, "light", "light", "light", "light", "light", "strong", "strong", "strong", "strong", "hurricane", "hurricane"]);
});

test("the peak is the largest number", () => {
  expect(alertOf("9", "10", "8")).toMatchObject({ time: "1:00", level: "light" });
  expect(alertOf("60", "110", "7", "98.5")).toMatchObject({ time: "1:00", level: "strong" });
  expect(Number(alertOf("60", "119", "7")?.wind)).toBe(119);
});

test("the first of equal peaks counts", () => {
  expect(alertOf("60", "70", "70")).toMatchObject({ time: "1:00" });
});

test("a station without wind has no alert", () => {
  expect(alertOf("-", "-")).toBeNull();
});
