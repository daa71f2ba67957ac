import assert from "node:assert/strict";
import { test } from "node:test";
import { convert } from "../src/convert.js";

test("euros stay euros", async () => {
  assert.equal(await convert(5, "EUR"), 5);
});

test("the conversion uses the rate of the day", async () => {
  assert.ok((await convert(100, "USD")) > 50);
});
