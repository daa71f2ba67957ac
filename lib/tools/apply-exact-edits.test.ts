import { describe, expect, test } from "vitest";
import { applyExactEdits, exactEditsBetween } from "./apply-exact-edits.ts";

describe("exact edits", () => {
  test("an edit replaces the one place where its text stands", () => {
    expect(applyExactEdits("a.ts", "one\ntwo\n", [{ oldText: "two", newText: "2" }])).toBe("one\n2\n");
  });

  test("text that is missing, doubled or unchanged is refused with a hint for the model", () => {
    const edit =
      (oldText: string, newText = "x") =>
      () =>
        applyExactEdits("a.ts", "one\none\n", [{ oldText, newText }]);
    expect(edit("three")).toThrow(/is not in a.ts/);
    expect(edit("one")).toThrow(/more than once/);
    expect(edit("one\none", "one\none")).toThrow(/changes nothing/);
    expect(edit("")).toThrow(/is not in a.ts/);
  });

  test("replacement text is taken literally", () => {
    expect(applyExactEdits("a.ts", "a", [{ oldText: "a", newText: "$& $1 $$" }])).toBe("$& $1 $$");
  });

  test.each([
    ["one changed line", "a\nb\nc\n", "a\nB\nc\n"],
    ["a line that stands twice", "x\na\ny\na\nz\n", "x\na\ny\nb\nz\n"],
    ["two places far apart", `${"l\n".repeat(40)}`, `L\n${"l\n".repeat(38)}L\n`],
    ["no newline at the end", "a\nb", "a\nc"],
    ["an empty file that gets text", "", "a\n"],
    ["Windows line ends", "a\r\nb\r\n", "a\r\nc\r\n"],
  ])("the edits between two versions lead from one to the other: %s", (_name, before, after) => {
    expect(
      exactEditsBetween("a.ts", before, after).reduce(
        (text, edit) => (edit.oldText === "" ? edit.newText : applyExactEdits("a.ts", text, [edit])),
        before,
      ),
    ).toBe(after);
  });
});
