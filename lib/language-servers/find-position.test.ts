import { describe, expect, test } from "vitest";
import { applyTextEdits } from "./apply-text-edits.ts";
import { findPosition, nearestNames } from "./find-position.ts";

const text = [
  "const total = sum(items);",
  "",
  "",
  "",
  "cart.total = total + grandTotal;",
  "sum(cart.total);",
].join("\n");

describe("a place given by line and name", () => {
  test("is the whole word on that line", () => {
    expect(findPosition("a.ts", text, "total", 5)).toEqual({ line: 4, character: 5 });
    expect(findPosition("a.ts", text, "grandTotal", 5)).toEqual({ line: 4, character: 21 });
  });

  test("is the nearest line when the count is off by one or two", () => {
    expect(findPosition("a.ts", text, "items", 2)).toEqual({ line: 0, character: 18 });
  });

  test("is the one after its qualifier when the name is qualified", () => {
    expect(findPosition("a.ts", text, "cart.total")).toEqual({ line: 4, character: 5 });
    expect(findPosition("a.ts", text, "sum(items)")).toEqual({ line: 0, character: 14 });
  });

  test("that is not there is an error with the lines where the name stands", () => {
    expect(() => findPosition("a.ts", text, "items", 6)).toThrow(
      '"items" is not on line 6 of a.ts. It stands on line 1.',
    );
  });

  test("of a name that is nowhere is an error with names like it", () => {
    expect(() => findPosition("a.ts", text, "grandTotals")).toThrow("Names like it there: grandTotal");
    expect(() => findPosition("a.ts", text, "zebra")).toThrow("workspace_symbols");
  });
});

test("the nearest names come best first, and strangers are left out", () => {
  expect(nearestNames("priceOf", ["pricesOf", "priceFor", "zebra", "priceOf2"])).toEqual([
    "priceOf2",
    "pricesOf",
    "priceFor",
  ]);
});

test("text edits are applied whatever their order and line ends", () => {
  const at = (line: number, from: number, to: number) => ({
    start: { line, character: from },
    end: { line, character: to },
  });
  const edits = [
    { range: at(0, 0, 1), newText: "xy" },
    { range: at(1, 2, 3), newText: "" },
  ];
  expect(applyTextEdits("a b\r\nc d\r\n", edits)).toBe("xy b\r\nc \r\n");
});
