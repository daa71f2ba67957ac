import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { RECEIPT, render } from "../src/receipt.ts";

const source = readFileSync(new URL("../src/format.ts", import.meta.url), "utf8");

test("what nothing uses is gone, and what only that used as well", () => {
  assert.doesNotMatch(source, /oldAmount|padded|WIDTH|old till/);
});

test("what a template names is still there", () => {
  assert.match(source, /function shortDate/);
  assert.equal(render(RECEIPT, { day: new Date("2025-01-02"), sum: 5 }), "2025-01-02: 0.05");
});
