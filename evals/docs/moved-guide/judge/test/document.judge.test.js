import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

const text = readFileSync("README.md", "utf8");

test("the document says it", () => {
  assert.ok(text.includes("[how to book](docs/guides/booking.md)"), "[how to book](docs/guides/booking.md)");
  assert.ok(text.includes("[the rules](docs/rules.md)"), "[the rules](docs/rules.md)");
  assert.ok(!text.includes("(booking.md)"), "(booking.md)");
});
