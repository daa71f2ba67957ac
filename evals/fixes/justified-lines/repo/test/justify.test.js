import assert from "node:assert/strict";
import { test } from "node:test";
import { fill, justify, stretch } from "../src/justify.js";

test("words are filled into lines", () => {
  assert.deepEqual(fill("the quick brown fox", 9), [["the", "quick"], ["brown", "fox"]]);
});

test("a long word stands alone", () => {
  assert.deepEqual(fill("a incomprehensible b", 5), [["a"], ["incomprehensible"], ["b"]]);
});

test("no text has no lines", () => {
  assert.deepEqual(justify(" \n", 10), []);
});

test("one word is not stretched", () => {
  assert.equal(stretch(["word"], 10), "word");
});

test("blanks between three words", () => {
  assert.equal(stretch(["a", "b", "c"], 7), "a  b  c");
});

test("blanks that are left over go to the left", () => {
  assert.equal(stretch(["a", "b", "c", "d"], 12), "a   b   c  d");
  assert.equal(stretch(["aa", "b", "c"], 9), "aa   b  c");
});

test("a paragraph", () => {
  assert.deepEqual(justify("it is a truth widely acknowledged", 15), ["it  is  a truth", "widely", "acknowledged"]);
});

test("two words in a line", () => {
  assert.deepEqual(justify("grand total due", 12), ["grand  total", "due"]);
});
