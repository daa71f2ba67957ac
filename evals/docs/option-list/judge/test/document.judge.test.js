import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

const text = readFileSync("README.md", "utf8");

test("the document says it", () => {
  assert.ok(text.includes("| `--limit <rows>` | prints at most so many rows |"), "| `--limit <rows>` | prints at most so many rows |");
  assert.ok(text.includes("## License"), "## License");
});
