import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

const text = readFileSync("docs/api.md", "utf8");

test("the document says it", () => {
  assert.ok(text.includes("function toCents(value)"), "function toCents(value)");
  assert.ok(text.includes("Rounds to cents."), "Rounds to cents.");
  assert.ok(text.includes("`value`: in euros"), "`value`: in euros");
  assert.ok(text.includes("isFree"), "isFree");
  assert.ok(!text.includes("hidden() {"), "hidden() {");
});
