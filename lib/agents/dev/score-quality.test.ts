import { expect, test } from "vitest";
import { NEEDED, type QualityFacts, scoreQuality } from "./score-quality.ts";
import { describePatch } from "./verify.ts";

const patch = "diff --git a/src/a.ts b/src/a.ts\n--- a/src/a.ts\n+++ b/src/a.ts\n@@ -1 +1 @@\n-a\n+b\n";
const facts = (more: Partial<QualityFacts> = {}): QualityFacts => ({
  verification: { verdict: "verified", change: describePatch(patch) },
  unreadable: [],
  types: "passed",
  lint: "not_run",
  plausible: 1,
  undecided: false,
  overfit: false,
  weak: false,
  ...more,
});
const tests = describePatch(patch.replaceAll("src/a.ts", "test/a.test.ts"));

test("a small verified change has all points, and says why", () => {
  expect(scoreQuality(facts())).toMatchObject({ score: 10, needed: NEEDED, reasons: [] });
  expect(scoreQuality(facts()).passed).toContain("The type check or build passes.");
});

test.each([
  ["is proven by no run", facts({ verification: { verdict: "unverified", change: describePatch(patch) } })],
  ["can't be read as code", facts({ unreadable: ["src/a.js"] })],
  ["edits tests", facts({ verification: { verdict: "partly", change: tests } })],
  ["treats the failing input as a special case", facts({ overfit: true })],
  ["a severe finding speaks against", facts({ findings: [{ severe: true, text: "a.ts:1: a secret" }] })],
  ["breaks the build and leaves doubt", facts({ types: "fails_now", plausible: 3 })],
])("a change that %s is not proposed", (_, given) => expect(scoreQuality(given).score).toBeLessThan(NEEDED));

test.each([
  ["several fixes pass", facts({ plausible: 4 }), 9],
  ["nobody chose between different results", facts({ plausible: 2, undecided: true }), 8],
  ["the review finds something small", facts({ findings: [{ severe: false, text: "a.ts:1: odd" }] }), 9],
  ["the linter failed before as well", facts({ lint: "failed_before" }), 10],
])("when %s it still is, with fewer points", (_, given, score) =>
  expect(scoreQuality(given).score).toBe(score),
);
