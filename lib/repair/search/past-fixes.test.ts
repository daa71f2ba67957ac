import { expect, test } from "vitest";
import { templatesOf } from "./past-fixes.ts";

test("a changed piece of a line and the whole line are templates", () => {
  const templates = templatesOf([
    { before: "a();\nx = total(items.length);\n", after: "a();\nx = total(items.size);\n" },
  ]);
  expect(templates).toContainEqual({ from: "items.length", to: "items.size" });
});

test("added lines are templates, large changes are none", () => {
  expect(templatesOf([{ before: "a();\nb();", after: "a();\nif (!user) return null;\nb();" }])).toEqual([
    { from: "", to: "if (!user) return null;" },
  ]);
  const many = Array.from({ length: 9 }, (_, index) => `line${index}();`).join("\n");
  expect(templatesOf([{ before: "a();", after: many }])).toEqual([]);
});
