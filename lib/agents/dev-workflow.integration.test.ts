import { afterAll, beforeAll, expect, test } from "vitest";
import { decideApproval } from "#lib/domain/approvals/decide-approval.ts";
import { latestEvidence } from "#lib/domain/evidence/schema.ts";
import type { RunSnapshot } from "#lib/domain/runs/snapshot-schema.ts";
import { gitIn } from "#scripts/testing/git-repository.ts";
import { type GoalRunner, openGoalRunner } from "#scripts/testing/goal-runner.ts";
import { runUntil } from "#scripts/testing/live-platform.ts";

/** A repository whose tests pass although `clamp` forgets its upper bound. */
const clamp = (manifest: object, testFile: Record<string, string>): Record<string, string> => ({
  "package.json": JSON.stringify({ name: "numbers", version: "1.0.0", ...manifest }),
  "src/clamp.js": `export function clamp(value, low, high) {
  if (value < low) return low;
  if (value > high) return low;
  return value;
}
`,
  ...testFile,
});

const nodeTest = `import assert from "node:assert/strict";
import test from "node:test";
import { clamp } from "../src/clamp.js";

test("a value below the range becomes its lower end", () => assert.equal(clamp(-1, 0, 5), 0));
test("a value inside stays", () => assert.equal(clamp(3, 0, 5), 3));
`;

const flaky = `import assert from "node:assert/strict";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import test from "node:test";

test("the upload of an invoice is retried", () => {
  const seen = existsSync("seen");
  if (seen) rmSync("seen");
  else writeFileSync("seen", "");
  assert.ok(seen);
});
`;

/** One failing test that leaves open whether the numbers are to be added or multiplied. */
const seats = {
  "src/seats.js": "export function seats(rows, extra) {\n  return rows - extra;\n}\n",
  "test/seats.test.js": `import assert from "node:assert/strict";
import test from "node:test";
import { seats } from "../src/seats.js";

test("two rows and two extra make four seats", () => assert.equal(seats(2, 2), 4));
`,
};

const module = { type: "module", scripts: { test: "node --test" } };
const passing = { "test/clamp.test.js": nodeTest };

let runner: GoalRunner;

const change = (name: string, { run }: RunSnapshot): string =>
  gitIn(runner.forgeFolder(name), "diff", "--name-status", "main", `refs/heads/${run.branch}`).trim();

beforeAll(async () => {
  runner = await openGoalRunner({ RETRY_MS: "500" });
  const runs: [string, Record<string, string>, string][] = [
    [
      "example",
      clamp(module, passing),
      "Clamp is wrong\n\nLabels: bug, numbers\n\n`clamp(9, 0, 5)` returns 0 but should return 5, see src/clamp.js:3. `clamp(9, 1, 5)` should be 5, too.",
    ],
    [
      "no-tests",
      clamp({ type: "module" }, {}),
      "clamp ignores the upper end: `clamp(9, 0, 5)` gives 0 instead of 5, `clamp(9, 1, 5)` gives 1 instead of 5.",
    ],
    [
      "already-right",
      clamp(module, passing),
      "Odd numbers\n\n`clamp(3, 0, 5)` should return 3 but returns 0.",
    ],
    [
      "python",
      {
        "numbers/__init__.py": "",
        "numbers/clamp.py":
          "def clamp(value, low, high):\n    if value < low:\n        return low\n    if value > high:\n        return low\n    return value\n",
        "tests/__init__.py": "",
        "tests/test_clamp.py":
          "import unittest\n\nfrom numbers_own.clamp import clamp\n\n\nclass ClampTest(unittest.TestCase):\n    def test_inside(self):\n        self.assertEqual(clamp(3, 0, 5), 3)\n",
      },
      "`clamp(9, 0, 5)` returns 0, it should return 5; `clamp(9, 1, 5)` should be 5 as well.",
    ],
    [
      "disagree",
      { "package.json": JSON.stringify({ name: "seats", ...module }), ...seats },
      "Two rows and two extra seats are no four seats.",
    ],
    [
      "flaky",
      { "package.json": JSON.stringify({ name: "flaky", ...module }), "test/upload.test.js": flaky },
      "The upload of an invoice is not retried.",
    ],
  ];
  const [, , , python] = runs;
  if (python)
    python[1] = Object.fromEntries(
      Object.entries(python[1]).map(([file, text]) => [file.replace("numbers/", "numbers_own/"), text]),
    );
  for (const [name, content, body] of runs) runner.start(name, content, body);
});

afterAll(() => runner.close());

test("an example becomes a failing test, the fix makes it pass, and the test is part of the change", async () => {
  const end = await runner.endOf("example");
  const issue = latestEvidence(end.evidence, "issue");
  expect(issue).toMatchObject({
    labels: ["bug", "numbers"],
    paths: [{ path: "src/clamp.js", line: 3 }],
    symbols: [{ name: "clamp", file: "src/clamp.js", line: 1 }],
    examples: [{ call: "clamp(9, 0, 5)", expected: "5", actual: "0" }, { call: "clamp(9, 1, 5)" }],
  });
  expect(end.run.waitingFor).toMatch(/Merge/);
  expect(end.run.verdict).toBe("verified");
  expect(latestEvidence(end.evidence, "reproduction")).toMatchObject({
    how: "example",
    tests: [
      { before: "failed", after: "passed" },
      { before: "failed", after: "passed" },
    ],
    written: [{ path: "test/clamp-issue.test.js" }],
  });
  expect(change("example", end)).toBe("M\tsrc/clamp.js\nA\ttest/clamp-issue.test.js");
  expect(end.pullRequest?.flags).toEqual([]);
  expect(end.pullRequest?.body).toContain("| clamp(9, 0, 5) gives 5 | failed | passed |");
});

test("the plan has the ten steps of the workflow", async () => {
  const end = await runner.endOf("example");
  expect(end.plan?.steps.map(({ key }) => key)).toEqual([
    "parse",
    "reproduce",
    "locate",
    "fix",
    "tests",
    "verify",
    "pull-request",
    "checks",
    "fix-checks",
    "approval",
  ]);
});

test("a repository without tests gets its first one from the example", async () => {
  const end = await runner.endOf("no-tests");
  expect(end.run.verdict).toBe("verified");
  expect(change("no-tests", end)).toBe("M\tsrc/clamp.js\nA\ttest/clamp-issue.test.js");
});

test("a Python example is written for the repository's own runner", async () => {
  const end = await runner.endOf("python");
  expect(end.run.verdict).toBe("verified");
  expect(change("python", end)).toBe("M\tnumbers_own/clamp.py\nA\ttests/test_clamp_issue.py");
});

test("an example that is right already is no reproduction: the run says so and asks", async () => {
  const end = await runner.endOf("already-right");
  expect(end.run).toMatchObject({ verdict: "not_reproduced", outcome: "not_reproduced", branch: null });
  expect(end.run.reason).toMatch(
    /All 2 tests pass\..*clamp\(3, 0, 5\) already gives 3\..*expected and actual/,
  );
});

test("fixes that give different results are a question to a person, and the answer selects the fix", async () => {
  const asked = await runner.endOf("disagree");
  const [question] = asked.approvals;
  expect(question).toMatchObject({ kind: "choose_fix", status: "pending" });
  expect(asked.pullRequest).toBeNull();
  expect(question?.title).toMatch(/^What should seats\(.*\) give\?$/);
  // Not the answer of the fix that stands first.
  const product = question?.choices.findIndex(({ detail }) => detail.includes("rows * extra")) ?? -1;
  expect(product).toBeGreaterThan(0);
  const approvalId = question?.id ?? "";
  await expect(decideApproval(runner.context, { approvalId, decision: "approved" })).rejects.toMatchObject({
    code: "invalid_input",
  });
  await decideApproval(runner.context, { approvalId, decision: "approved", choice: product });
  const end = await runUntil(runner.context, asked.run.id, ({ approvals }) =>
    approvals.some(({ kind }) => kind === "merge_pull_request"),
  );
  expect(end.run.verdict).toBe("verified");
  expect(latestEvidence(end.evidence, "diff")?.patch).toContain("+  return rows * extra;");
  expect(latestEvidence(end.evidence, "quality")?.score).toBe(10);
  expect(latestEvidence(end.evidence, "check_rounds")?.rounds).toMatchObject([{ kind: "passed" }]);
});

test("a test that fails now and then proves nothing: the run says how often it failed", async () => {
  const end = await runner.endOf("flaky");
  expect(end.run).toMatchObject({ verdict: "not_reproduced", outcome: "not_reproduced" });
  expect(end.run.reason).toMatch(/Flaky: "the upload of an invoice is retried" failed in \d of \d runs/);
});
