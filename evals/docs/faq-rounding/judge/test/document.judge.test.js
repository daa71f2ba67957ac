import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

const text = readFileSync("README.md", "utf8");

test("the document says it", () => {
  assert.ok(text.includes("### Why are amounts whole numbers?"), "### Why are amounts whole numbers?");
  assert.ok(text.includes("They are cents: &lt;b>no"), "They are cents: &lt;b>no");
  assert.ok(text.includes("0.1 * 3"), "0.1 * 3");
  assert.ok(text.includes("## License"), "## License");
  assert.ok(!text.includes("<b>"), "<b>");
});
