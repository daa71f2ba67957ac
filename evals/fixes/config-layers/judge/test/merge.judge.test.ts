import { expect, test } from "vitest";
import { defaults } from "../src/defaults.ts";
import { loadSettings } from "../src/load.ts";
import { mergeSettings } from "../src/merge.ts";

test("neither argument is changed, at any depth", () => {
  const base = { a: { b: { c: 1 }, list: [1] }, d: 1 };
  const over = { a: { b: { x: 2 }, list: [2] }, e: { f: 3 } };
  expect(mergeSettings(base, over)).toEqual({ a: { b: { c: 1, x: 2 }, list: [2] }, d: 1, e: { f: 3 } });
  expect(base).toEqual({ a: { b: { c: 1 }, list: [1] }, d: 1 });
  expect(over).toEqual({ a: { b: { x: 2 }, list: [2] }, e: { f: 3 } });
});

test("the defaults survive any number of projects", () => {
  const before = structuredClone(defaults);
  loadSettings({ file: { build: { external: ["react"], extra: { deep: true } }, own: 1 } });
  loadSettings({ environment: { TOOL_LINT__RULES__INDENT: "8" }, flags: { report: { colour: false } } });
  expect(defaults).toEqual(before);
  expect(loadSettings({})).toEqual(before);
});

test("merging onto frozen settings works", () => {
  const base = Object.freeze({ a: Object.freeze({ b: 1 }) });
  expect(mergeSettings(base, { a: { b: 2 } })).toEqual({ a: { b: 2 } });
});

test("layers that come one after another do not meet", () => {
  const file = { report: { format: "html" } };
  const first = loadSettings({ file, flags: { report: { colour: false } } });
  const second = loadSettings({ file });
  expect(first.report).toEqual({ format: "html", colour: false });
  expect(second.report).toEqual({ format: "html", colour: true });
});
