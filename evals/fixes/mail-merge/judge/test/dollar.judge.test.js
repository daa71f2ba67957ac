import assert from "node:assert/strict";
import { fill } from "../src/fill.js";
import { letterTo } from "../src/letter.js";
import { sign } from "../src/signature.js";

const values = ["$", "$$", "$$$$", "$&", "$1", "$'", "$`", "$<name>", "US$ 5", "a$&b$$c", "\\$&"];

describe("values with dollar signs", () => {
  it("are filled in as they are", () => {
    for (const value of values) assert.equal(fill("<{{a}}|{{b}}|{{a}}>", { a: value, b: "-" }), `<${value}|-|${value}>`);
  });

  it("are signed as they are, at a place and at the end", () => {
    for (const firm of values) {
      assert.equal(sign("pre [[signature]] post", { name: "N", firm }), `pre N\n${firm} post`);
      assert.equal(sign("pre [[signature]] post", { name: firm }), `pre ${firm} post`);
      assert.equal(sign("pre", { name: "N", firm }), `pre\n\nN\n${firm}`);
    }
  });

  it("come through in subject, text and signature of a letter", () => {
    const letter = letterTo({ email: "e", name: "$&" }, "For {{name}}\n\nDear {{name}}\n[[signature]]", { name: "$$" });
    assert.deepEqual(letter, { to: "e", subject: "For $&", body: "Dear $&\n$$" });
  });

  it("only the first place is signed", () => {
    assert.equal(sign("[[signature]] [[signature]]", { name: "$1" }), "$1 [[signature]]");
  });
});
