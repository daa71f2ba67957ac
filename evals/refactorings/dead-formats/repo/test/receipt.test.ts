import assert from "node:assert/strict";
import { test } from "node:test";
import { amount } from "../src/format.ts";
import { RECEIPT, render } from "../src/receipt.ts";

test("thousands are set apart", () => {
  assert.equal(amount(123450050), "1 234 500.50");
});

test("a receipt has day and sum", () => {
  assert.equal(render(RECEIPT, { day: new Date("2026-03-04"), sum: 1999 }), "2026-03-04: 19.99");
});
