import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { escapeText } from "../src/escape.ts";

/** What a calendar makes of the value. */
const unescape = (value: string) => value.replace(/\\(.)/g, (_, mark) => (mark === "n" ? "\n" : mark));

describe("escaped texts", () => {
  it("arrive as they were written", () => {
    for (const text of ["a,b;c", "a\\b", "\\,", "\\;", "C:\\new", "\\\\n", "one\ntwo\n\nthree", ",;\\\n;,", "plain"])
      assert.equal(unescape(escapeText(text)), text);
  });

  it("hold every mark, not only the first one", () => {
    assert.equal(escapeText("a, b, c; d; e"), "a\\, b\\, c\\; d\\; e");
    assert.equal(escapeText("1\n2\r\n3"), "1\\n2\\n3");
    assert.equal(escapeText("\\\\"), "\\\\\\\\");
  });

  it("tell a backslash and an n from a line break", () => {
    assert.equal(escapeText("C:\\new"), "C:\\\\new");
    assert.equal(escapeText("C:\new"), "C:\\new");
  });
});
