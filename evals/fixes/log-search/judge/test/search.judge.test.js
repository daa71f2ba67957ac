import assert from "node:assert/strict";
import { test } from "node:test";
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
  const entries = [{ time: 1, url: "http://a", message: "x" }, { time: 2, url: "http", message: "y" }];
  assert.deepEqual(search(entries, "url:HTTP://A").map((entry) => entry.time), [1]);
});

test("numbers are compared as text and missing fields match nothing", () => {
  const entries = [{ time: 1, status: 500, message: "x" }, { time: 2, message: "y" }];
  assert.deepEqual(search(entries, "status:500").map((entry) => entry.time), [1]);
});
