import assert from "node:assert/strict";
import { test } from "node:test";
import { parseQuery } from "../src/parse-query.js";
import { search } from "../src/search.js";

test("values in the log may have capitals, too", () => {
  const entries = [{ time: 1, level: "Warn", message: "x" }, { time: 2, level: "warn", message: "y" }];
  assert.deepEqual(search(entries, "Level:wARN").map((entry) => entry.time), [2, 1]);
});

test("a field has to be equal, not only contained", () => {
  const entries = [{ time: 1, level: "error", message: "x" }];
  assert.deepEqual(search(entries, "level:ERR"), []);
});

test("values keep what follows their first colon", () => {
  assert.deepEqual(parseQuery("url:HTTP://A").fields, [{ name: "url", value: "http://a" }]);
});

test("numbers are compared as text and missing fields match nothing", () => {
  const entries = [{ time: 1, status: 500, message: "x" }, { time: 2, message: "y" }];
  assert.deepEqual(search(entries, "status:500").map((entry) => entry.time), [1]);
});
