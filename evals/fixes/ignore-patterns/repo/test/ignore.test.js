import assert from "node:assert/strict";
import { test } from "node:test";
import { isIgnored } from "../src/ignore.js";

test("plain names", () => {
  assert.equal(isIgnored("notes", ["notes"]), true);
  assert.equal(isIgnored("notes-2", ["notes"]), false);
});

test("a star in a name", () => {
  assert.equal(isIgnored("server.log", ["*.log"]), true);
});

test("a dot is a dot", () => {
  assert.equal(isIgnored("catalog", ["*.log"]), false);
});

test("a star stays within its folder", () => {
  assert.equal(isIgnored("build/main.js", ["build/*"]), true);
  assert.equal(isIgnored("build/deep/file.js", ["build/*"]), false);
});

test("two stars go deep", () => {
  assert.equal(isIgnored("build/deep/file.js", ["build/**"]), true);
});

test("a question mark is one character", () => {
  assert.equal(isIgnored("a1", ["a?"]), true);
  assert.equal(isIgnored("a/", ["a?"]), false);
});

test("signs of regular expressions stand for themselves", () => {
  assert.equal(isIgnored("c++", ["c++"]), true);
  assert.equal(isIgnored("(old)", ["(old)"]), true);
});

test("patterns that bring back", () => {
  assert.equal(isIgnored("keep-log", ["*-log", "!keep-log"]), false);
  assert.equal(isIgnored("keep-log", ["!keep-log", "*-log"]), true);
});
