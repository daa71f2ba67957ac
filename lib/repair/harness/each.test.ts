import { expect, test } from "vitest";
import { eachName, eachRows } from "./each.ts";

test("rows of a table are spread, single values become rows", () => {
  expect(eachRows([[1, 2], 3], [])).toEqual([[1, 2], [3]]);
});

test("a tagged template table gives one object per line", () => {
  const table = Object.assign(["a | b\n", " | ", "\n", " | ", "\n"], { raw: [] });
  expect(eachRows(table, [1, 2, 3, 4])).toEqual([[{ a: 1, b: 2 }], [{ a: 3, b: 4 }]]);
});

test("names take arguments, fields and the index", () => {
  expect(eachName("%s plus %i", ["a", 2], 0)).toBe("a plus 2");
  expect(eachName("$user.name #%#", [{ user: { name: "Ada" } }], 4)).toBe("Ada #4");
});
