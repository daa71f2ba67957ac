import { afterAll, beforeAll, expect, test } from "vitest";
import { latestEvidence } from "#lib/domain/evidence/schema.ts";
import * as repositories from "#scripts/testing/awkward-repositories.ts";
import { type GoalRunner, openGoalRunner } from "#scripts/testing/goal-runner.ts";

let runner: GoalRunner;

const nothingPushed = { branch: null, verdict: "unverified", outcome: "no_fix" };

beforeAll(async () => {
  runner = await openGoalRunner({ RETRY_MS: "500", TEST_WALL_SECONDS: "300" });
  const { start } = runner;
  // Two fifths of what is left of the seconds is what a run of the suite may take before the change.
  start("slow", repositories.slowSuite(18), "The discount starts one piece too late, not at a hundred.", 40);
  start("syntax", repositories.syntaxError, "The total of a basket can't be computed any more.");
  start(
    "generated",
    repositories.generatedCode,
    "The tax in Germany is far too high, it should be 19 per cent.",
    30,
  );
  start("workspaces", repositories.workspaces, "A discount makes the cart dearer instead of cheaper.");
  start(
    "dependency",
    repositories.brokenDependency,
    "The year in which a card with a slash expires can't be read.",
    30,
  );
  start("network", repositories.needsNetwork, "The exchange rates are not read from the bank.");
  start(
    "flaky",
    repositories.flakyBeside,
    "A shelf shows more free places than it has, taken ones count twice.",
  );
});

afterAll(() => runner.close());

test("code that can't be read is said to be so, mended, and verified by the tests that could not run", async () => {
  const { run, evidence } = await runner.endOf("syntax");
  expect(latestEvidence(evidence, "reproduction")?.summary).toContain("a syntax error");
  expect(latestEvidence(evidence, "diff")?.patch).toContain(
    "+  return prices.reduce((sum, price) => sum + price, 0);",
  );
  expect(run.verdict).toBe("verified");
});

test("generated code is never changed, and the run says that the tests lead there", async () => {
  const { run } = await runner.endOf("generated");
  expect(run).toMatchObject(nothingPushed);
  expect(run.reason).toContain("src/rates.js, which is generated");
});

test("a bug in another package of the workspaces is found and mended there", async () => {
  const { run, evidence } = await runner.endOf("workspaces");
  expect(run.verdict).toBe("verified");
  expect(latestEvidence(evidence, "diff")?.files).toMatchObject([{ path: "packages/price/src/index.js" }]);
});

test("an error that is thrown inside of a dependency is reported with its place, and nothing is patched", async () => {
  const { run } = await runner.endOf("dependency");
  expect(run).toMatchObject(nothingPushed);
  expect(run.reason).toContain("inside the dependency, at node_modules/tiny-dates/index.js:3");
});

test("a test that needs a network is no proof: the run says so", async () => {
  const { run } = await runner.endOf("network");
  expect(run).toMatchObject({ outcome: "not_reproduced", branch: null });
  expect(run.reason).toContain("need a network");
});

test("a flaky test beside the bug is named with how often it failed, and does not stand in the way", async () => {
  const { run, evidence } = await runner.endOf("flaky");
  expect(latestEvidence(evidence, "reproduction")?.flaky).toMatchObject([
    { name: "a label is printed", runs: 4 },
  ]);
  expect(latestEvidence(evidence, "diff")?.patch).toContain("places - taken");
  expect(["verified", "partly"]).toContain(run.verdict);
});

test("of a suite that takes too long the tests that matter are run, and the result is only partly verified", async () => {
  const { run, evidence, checks } = await runner.endOf("slow");
  expect(run.verdict).toBe("partly");
  const reasons = latestEvidence(evidence, "verification")?.reasons.join(" ");
  expect(reasons).toContain(
    "only 1 of 2 test files was run, by the words of the goal: test/discount.test.js",
  );
  expect(reasons).not.toContain("The whole suite ran");
  expect(checks.find(({ name }) => name === "tests")).toMatchObject({
    status: "passed",
    summary: "3 passed, 0 failed, 0 skipped",
  });
});
