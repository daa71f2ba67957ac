import assert from "node:assert/strict";
import { test } from "node:test";
import { contentsOf } from "../src/contents.js";
import { Slugger } from "../src/slug.js";

test("counting is by anchor, not by text", () => {
  const slugger = new Slugger();
  assert.deepEqual(["FAQ", "Faq?", "faq!", "Other"].map((text) => slugger.next(text)), ["faq", "faq-1", "faq-2", "other"]);
});

test("documents do not share their anchors", () => {
  assert.equal(new Slugger().next("Setup"), "setup");
  assert.equal(contentsOf("## Setup"), "- [Setup](#setup)");
  assert.equal(contentsOf("## Setup"), "- [Setup](#setup)");
});

test("headings that are not listed count as well", () => {
  assert.equal(contentsOf("# Setup\n## Setup"), "- [Setup](#setup-1)");
});
