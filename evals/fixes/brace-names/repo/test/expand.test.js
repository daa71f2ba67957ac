import assert from "node:assert/strict";
import { test } from "node:test";
import { expand } from "../src/expand.js";

test("no braces", () => {
  assert.deepEqual(expand("icon.png"), ["icon.png"]);
  assert.deepEqual(expand(""), [""]);
});

test("alternatives", () => {
  assert.deepEqual(expand("icon.{png,svg}"), ["icon.png", "icon.svg"]);
});

test("one alternative", () => {
  assert.deepEqual(expand("{only}.txt"), ["only.txt"]);
});

test("an empty alternative", () => {
  assert.deepEqual(expand("icon{,-dark}"), ["icon", "icon-dark"]);
});

test("two pairs of braces", () => {
  assert.deepEqual(expand("{a,b}{1,2}"), ["a1", "a2", "b1", "b2"]);
});

test("nested braces", () => {
  assert.deepEqual(expand("{a,b{1,2}}.png"), ["a.png", "b1.png", "b2.png"]);
});

test("nested braces at the front", () => {
  assert.deepEqual(expand("x{{1,2}y,z}"), ["x1y", "x2y", "xz"]);
});

test("a comma outside of braces", () => {
  assert.deepEqual(expand("a,b"), ["a,b"]);
});

test("a brace that stays open", () => {
  assert.deepEqual(expand("a{b,c"), ["a{b,c"]);
});
