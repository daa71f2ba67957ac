import { expect, test } from "vitest";
import { fromEnvironment } from "../src/environment.ts";
import { loadSettings } from "../src/load.ts";
import { mergeSettings } from "../src/merge.ts";

test("without anything there are the defaults", () => {
  expect(loadSettings({})).toMatchObject({ build: { target: "es2022", minify: false }, report: { format: "text" } });
});

test("variables are read as what they look like", () => {
  expect(fromEnvironment({ TOOL_BUILD__MINIFY: "true", TOOL_JOBS: "4", HOME: "/root" })).toEqual({ build: { minify: true }, jobs: 4 });
});

test("sections are merged key by key", () => {
  expect(mergeSettings({ a: { b: 1, c: 2 } }, { a: { c: 3 } })).toEqual({ a: { b: 1, c: 3 } });
});

test("lists are replaced", () => {
  expect(mergeSettings({ files: ["a", "b"] }, { files: ["c"] })).toEqual({ files: ["c"] });
});

test("a project can have rules of its own", () => {
  const { lint } = loadSettings({ file: { lint: { rules: { indent: "4", semicolons: "always" } } } });
  expect(lint).toEqual({ enabled: true, rules: { indent: "4", quotes: "double", semicolons: "always" } });
});

test("the next project has the default rules", () => {
  expect(loadSettings({}).lint).toEqual({ enabled: true, rules: { indent: "2", quotes: "double" } });
});

test("the command line wins over environment and file", () => {
  const { report } = loadSettings({
    file: { report: { format: "html", colour: false } },
    environment: { TOOL_REPORT__FORMAT: "json" },
    flags: { report: { format: "junit" } },
  });
  expect(report).toEqual({ format: "junit", colour: false });
});

test("what a project's file says stays as it was read", () => {
  const file = { build: { target: "es2020" } };
  mergeSettings(file, { build: { target: "esnext", minify: true } });
  expect(file).toEqual({ build: { target: "es2020" } });
});

test("a value can be replaced by a section", () => {
  expect(mergeSettings({ report: false }, { report: { format: "text" } })).toEqual({ report: { format: "text" } });
});
