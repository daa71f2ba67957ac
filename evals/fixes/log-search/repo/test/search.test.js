import assert from "node:assert/strict";
import { test } from "node:test";
import { search } from "../src/search.js";

const entries = [
  { time: 1, level: "info", service: "api", message: "Started" },
  { time: 2, level: "error", service: "api", message: "Timeout of upstream" },
  { time: 3, level: "error", service: "billing", message: "Card refused" },
];
const times = (query) => search(entries, query).map((entry) => entry.time);

test("words are found in any case", () => {
  assert.deepEqual(times("TIMEOUT"), [2]);
});

test("fields narrow the result", () => {
  assert.deepEqual(times("level:error service:api"), [2]);
});

test("field values are found in any case", () => {
  assert.deepEqual(times("level:ERROR"), [3, 2]);
});

test("an empty query finds everything, newest first", () => {
  assert.deepEqual(times(""), [3, 2, 1]);
});
