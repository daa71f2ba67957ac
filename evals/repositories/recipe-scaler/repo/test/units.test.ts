import { describe, expect, test } from "vitest";
import { scale } from "../src/scale";
import { show, toBase } from "../src/units";

describe("units", () => {
  test.each([
    [2, "kg", 2000, "g"],
    [1.5, "L", 1500, "ml"],
    [2, "tbsp", 30, "ml"],
    [3, "cups", 3, "cups"],
  ])("%d %s", (amount, unit, expected, base) => {
    expect(toBase(amount, unit)).toEqual({ amount: expected, unit: base });
  });
  test("are shown rounded", () => expect(show({ amount: 1 / 3, unit: "g" })).toBe("0.33 g"));
  test("nobody is served by zero servings", () => {
    expect(() => scale({ title: "x", servings: 1, ingredients: [] }, 0)).toThrow(RangeError);
  });
});
