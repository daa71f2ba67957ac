import { expect, test } from "vitest";
import { applyEdits } from "./edits.ts";
import { parseError, parseFixes } from "./parse-repair.ts";

test.each([
  [
    "a missing brace",
    "export function f(a) {\n  if (a) {\n    return 1;\n  return 2;\n}\n",
    "export function f(a) {\n  if (a) {\n    return 1;}\n  return 2;\n}\n",
  ],
  ["a bracket too many", "export const f = (a) => (a + 1));\n", "export const f = (a) => (a + 1);\n"],
  ["a missing comma", "export const list = [1 2];\n", "export const list = [1 ,2];\n"],
])("%s is mended", (_name, broken, mended) => {
  const fixed = parseFixes("a.js", broken).map(({ edit }) => applyEdits(broken, [edit]));
  expect(fixed).toContain(mended);
  expect(fixed.filter((text) => parseError("a.js", text))).toEqual([]);
});

test("a text that parses needs no fix", () =>
  expect(parseFixes("a.ts", "export const a: number = 1;\n")).toEqual([]));
