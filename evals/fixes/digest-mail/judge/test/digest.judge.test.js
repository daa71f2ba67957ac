import assert from "node:assert/strict";
import { test } from "node:test";
import { digestsOf } from "../src/digest.js";

const note = (to, thread, author, at, text) => ({ to, thread, author, at, text });

test("midnight in UTC ends a day", () => {
  const digests = digestsOf([
    note("eve", "T", "Ann", "2025-03-07T23:59:59Z", "a"),
    note("eve", "T", "Ann", "2025-03-08T00:00:00Z", "b"),
  ]);
  assert.deepEqual(digests.map(({ day, comments }) => [day, comments.length]), [["2025-03-07", 1], ["2025-03-08", 1]]);
});

test("names that could run into each other stay apart", () => {
  const digests = digestsOf([
    note("a", "b-c", "Ann", "2025-03-07T09:00:00Z", "x"),
    note("a-b", "c", "Ann", "2025-03-07T09:00:00Z", "y"),
  ]);
  assert.equal(digests.length, 2);
});

test("the input stays as it is", () => {
  const input = [note("e", "T", "B", "2025-03-07T10:00:00Z", "2"), note("e", "T", "A", "2025-03-07T09:00:00Z", "1")];
  digestsOf(input);
  assert.deepEqual(input.map(({ text }) => text), ["2", "1"]);
});

test("nothing gives nothing", () => {
  assert.deepEqual(digestsOf([]), []);
});
