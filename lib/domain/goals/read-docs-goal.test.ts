import { expect, test } from "vitest";
import { readDocsGoal } from "./read-docs-goal.ts";

test.each([
  ["The docs mention the old name parseUrl", { kind: "name", name: "parseUrl", now: null, document: null }],
  [
    "Docs: `parseUrl` was renamed to `readAddress`, update README.md",
    { kind: "name", name: "parseUrl", now: "readAddress", document: "README.md" },
  ],
  [
    "Update the README: the option --limit is missing",
    { kind: "option", option: "--limit", document: "README.md" },
  ],
  ["Document the exported functions of src/price.ts", { kind: "api", file: "src/price.ts", document: null }],
  [
    "Document the exported functions of src/price.ts in docs/api.md",
    { kind: "api", file: "src/price.ts", document: "docs/api.md" },
  ],
  ["Fix broken links in the docs", { kind: "check", document: null }],
  ["Update docs/guide.md", { kind: "check", document: "docs/guide.md" }],
])("%s", (goal, order) => expect(readDocsGoal(goal)).toEqual(order));

test("a question and its answer are taken as text", () => {
  const given = "Add an FAQ entry about rounding\n\nAmounts are rounded to cents.";
  expect(readDocsGoal(given)).toEqual({
    kind: "faq",
    question: "rounding",
    answer: "Amounts are rounded to cents.",
    document: null,
  });
  const asked = "Add an FAQ entry to docs/faq.md\nQ: Why cents?\nA: Because.\nReally.";
  expect(readDocsGoal(asked)).toMatchObject({
    question: "Why cents?",
    answer: "Because.\nReally.",
    document: "docs/faq.md",
  });
});

test("what is not about documents is left alone", () =>
  expect(readDocsGoal("Orders are charged wrongly")).toBeNull());
