import { expect, test } from "vitest";
import { goalTitleFrom } from "#lib/domain/goals/schema.ts";

test("the title is the first line with words", () => {
  expect(goalTitleFrom("\n\n##  Fix   the cart \nMore")).toBe("Fix the cart");
  expect(goalTitleFrom("- [ ] do it")).toBe("[ ] do it");
});

test("a long line is cut at a word, and no character is cut in half", () => {
  const title = goalTitleFrom("word ".repeat(100));
  expect(title.length).toBeLessThanOrEqual(120);
  expect(title).toMatch(/word…$/);
  expect(goalTitleFrom("😀".repeat(200)).isWellFormed()).toBe(true);
});

test("characters that hide or turn text are left out of the title", () => {
  expect(goalTitleFrom("a\u202Eb\u200Bc\u0007")).toBe("a b c");
  expect(goalTitleFrom("\u200B\u200B")).toBe("Goal without words");
});
