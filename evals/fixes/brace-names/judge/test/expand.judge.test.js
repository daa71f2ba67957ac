import assert from "node:assert/strict";
import { test } from "node:test";
import { expand } from "../src/expand.js";

test("three levels", () => {
  assert.deepEqual(expand("{a,{b,c{1,2}}}"), ["a", "b", "c1", "c2"]);
  assert.deepEqual(expand("x{a{b{c,d},e},f}"), ["xabc", "xabd", "xae", "xf"]);
});

test("neighbours within braces", () => {
  assert.deepEqual(expand("{{a,b}{1,2},z}"), ["a1", "a2", "b1", "b2", "z"]);
});

test("empty alternatives at every level", () => {
  assert.deepEqual(expand("a{,b{,c}}"), ["a", "ab", "abc"]);
  assert.deepEqual(expand("{}"), [""]);
});

test("braces that only hold braces", () => {
  assert.deepEqual(expand("{{a,b}}"), ["a", "b"]);
});

test("plain alternatives stay as they were", () => {
  assert.deepEqual(expand("{a,b}-{c,d}"), ["a-c", "a-d", "b-c", "b-d"]);
  assert.deepEqual(expand("a}b"), ["a}b"]);
});
