import { expect, test } from "vitest";
import { applyEdits, lineAt, narrowed, overlaps } from "./edits.ts";

test("edits are applied whatever their order and insertions at one place keep theirs", () => {
  const edits = [
    { start: 6, end: 7, text: ">=" },
    { start: 0, end: 0, text: "(" },
    { start: 0, end: 0, text: "!" },
  ];
  expect(applyEdits("total > limit", edits)).toBe("(!total >= limit");
});

test("overlapping edits and edits outside the text are refused", () => {
  const first = { start: 0, end: 3, text: "" };
  expect(() => applyEdits("abcdef", [first, { start: 2, end: 4, text: "" }])).toThrow(RangeError);
  expect(() => applyEdits("abc", [{ start: 2, end: 9, text: "" }])).toThrow(RangeError);
});

test("neighbouring edits don't overlap, two insertions at one place do", () => {
  expect(overlaps({ start: 0, end: 2, text: "" }, { start: 2, end: 3, text: "" })).toBe(false);
  expect(overlaps({ start: 2, end: 2, text: "a" }, { start: 2, end: 2, text: "b" })).toBe(true);
});

test("lines count from one", () => {
  expect([0, 1, 2, 5].map((offset) => lineAt("a\nb\nc\n", offset))).toEqual([1, 1, 2, 3]);
});

test("an edit is cut down to what it changes, so that two of them fit into one expression", () => {
  const source = "/^(?=.{3})[a-z]+/";
  const first = narrowed({ start: 0, end: source.length, text: "/^(?=.{3})[a-z]+$/" }, source);
  const second = narrowed({ start: 0, end: source.length, text: "/^(?=.{3}$)[a-z]+/" }, source);
  expect([first.text, second.text, overlaps(first, second)]).toEqual(["$", "$", false]);
  expect(applyEdits(source, [first, second])).toBe("/^(?=.{3}$)[a-z]+$/");
});
