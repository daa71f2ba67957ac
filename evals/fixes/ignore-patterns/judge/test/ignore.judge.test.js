import assert from "node:assert/strict";
import { test } from "node:test";
import { isIgnored, toRegExp } from "../src/ignore.js";

test("dots at every place", () => {
  assert.equal(isIgnored(".env", [".env"]), true);
  assert.equal(isIgnored("xenv", [".env"]), false);
  assert.equal(isIgnored("a.b.c", ["a.b.c"]), true);
  assert.equal(isIgnored("a.bxc", ["a.b.c"]), false);
  assert.equal(isIgnored("src/blog", ["src/*.log"]), false);
});

test("stars and folders", () => {
  assert.equal(isIgnored("src/server.log", ["*.log"]), false);
  assert.equal(isIgnored("src/server.log", ["*/*.log"]), true);
  assert.equal(isIgnored("src/a/server.log", ["*/*.log"]), false);
  assert.equal(isIgnored("src/a/server.log", ["**/*.log"]), true);
  assert.equal(isIgnored("src/a/b/c.ts", ["src/**"]), true);
  assert.equal(isIgnored("build/", ["build/*"]), true);
});

test("a star may stand for nothing", () => {
  assert.equal(isIgnored(".log", ["*.log"]), true);
  assert.equal(isIgnored("ab", ["a*b"]), true);
});

test("other signs", () => {
  for (const name of ["a+b", "a^b", "$a", "a|b", "[a]", "{a}", "a\\b"]) assert.match(name, toRegExp(name));
  assert.doesNotMatch("aab", toRegExp("a+b"));
});

test("bringing back a file with a dot", () => {
  assert.equal(isIgnored("keep.log", ["*.log", "!keep.log"]), false);
  assert.equal(isIgnored("keepxlog", ["**", "!keep.log"]), true);
});
