import assert from "node:assert/strict";
import { fill } from "../src/fill.js";
import { mergeLetters } from "../src/merge.js";
import { sign } from "../src/signature.js";
import { fieldsOf, parseTemplate } from "../src/template.js";

const TEMPLATE = "Your order {{order}}\n\nDear {{name}},\nyour order {{order}} is on its way.\n\n[[signature]]\n";
const sender = { name: "Eve", firm: "Lamps Ltd" };

describe("template", () => {
  it("has a subject and a text", () => {
    assert.deepEqual(parseTemplate("Hello\n\nHow are\nyou?\n"), { subject: "Hello", body: "How are\nyou?" });
  });

  it("needs an empty line after the subject", () => {
    assert.throws(() => parseTemplate("Hello\nyou"), /subject and an empty line/);
  });

  it("names its fields once", () => {
    assert.deepEqual(fieldsOf("{{a}} {{b}} {{a}}"), ["a", "b"]);
  });
});

describe("filling", () => {
  it("puts data in at every place", () => {
    assert.equal(fill("{{a}}-{{b}}-{{a}}", { a: 1, b: "x" }), "1-x-1");
  });

  it("takes zero and empty texts as they are", () => {
    assert.equal(fill("{{count}}{{note}}", { count: 0, note: "" }), "0");
  });

  it("needs all data", () => {
    assert.throws(() => fill("{{a}}", { a: null }), /There is no a\./);
  });

  it("leaves dollar signs alone", () => {
    assert.equal(fill("Dear {{name}}", { name: "Cash$&Carry" }), "Dear Cash$&Carry");
  });
});

describe("signature", () => {
  it("goes to its place", () => {
    assert.equal(sign("Bye\n[[signature]]\nPS: Hi", sender), "Bye\nEve\nLamps Ltd\nPS: Hi");
  });

  it("goes to the end without a place", () => {
    assert.equal(sign("Bye", { name: "Eve" }), "Bye\n\nEve");
  });

  it("keeps the name of the firm", () => {
    assert.equal(sign("Bye\n[[signature]]", { name: "Eve", firm: "A$$ets & Co" }), "Bye\nEve\nA$$ets & Co");
  });
});

describe("merging", () => {
  it("writes a letter to everybody", () => {
    const { letters } = mergeLetters([{ email: "a@x.example", name: "Ann", order: "17" }], TEMPLATE, sender);
    assert.deepEqual(letters, [
      { to: "a@x.example", subject: "Your order 17", body: "Dear Ann,\nyour order 17 is on its way.\n\nEve\nLamps Ltd" },
    ]);
  });

  it("says who gets no letter and why", () => {
    const { skipped } = mergeLetters([{ name: "Bob", order: 1 }, { email: "c@x.example", name: "Cem" }], TEMPLATE, sender);
    assert.deepEqual(skipped.map(({ reason }) => reason), ["There is no address.", "There is no order."]);
  });
});
