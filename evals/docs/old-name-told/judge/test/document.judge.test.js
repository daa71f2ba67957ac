import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

const text = readFileSync("README.md", "utf8");

test("the document says it", () => {
  assert.ok(text.includes("`freeSeats(rows)`"), "`freeSeats(rows)`");
  assert.ok(text.includes("`countSeatsLeft`"), "`countSeatsLeft`");
  assert.ok(!text.includes("`countSeats("), "`countSeats(");
});
