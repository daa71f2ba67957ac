import assert from "node:assert/strict";
import { test } from "node:test";
import { postageOf } from "../src/postage.ts";

const plain = (grams: number) => postageOf({ grams, registered: false });

test("a light letter costs 95", () => {
  assert.equal(plain(15), 95);
});

test("a letter of 20 g still is a light one", () => {
  assert.equal(plain(20), 95);
});

test("from 20 g on a letter costs 110", () => {
  assert.deepEqual([plain(20), plain(35), plain(50)], [110, 110, 110]);
});
