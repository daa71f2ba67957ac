import assert from "node:assert/strict";
import { test } from "node:test";
import { contentsOf } from "../src/contents.js";

test("headings become a nested list", () => {
  assert.equal(contentsOf("# Guide\n## Install it\n### On Linux\n"), "- [Install it](#install-it)\n  - [On Linux](#on-linux)");
});

test("code blocks have no headings", () => {
  assert.equal(contentsOf("## A\n```\n## not me\n```\n## B"), "- [A](#a)\n- [B](#b)");
});

test("equal headings get anchors of their own", () => {
  assert.equal(
    contentsOf("## Setup\n## Usage\n## Setup\n## Setup"),
    "- [Setup](#setup)\n- [Usage](#usage)\n- [Setup](#setup-1)\n- [Setup](#setup-2)",
  );
});
