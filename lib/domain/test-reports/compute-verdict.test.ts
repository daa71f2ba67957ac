import { describe, expect, test } from "vitest";
import { computeVerdict, type VerdictInput } from "./compute-verdict.ts";
import type { TestCase, TestReport } from "./schema.ts";

const testCase = (name: string, status: TestCase["status"], todo = false): TestCase => ({
  file: "test/a.test.ts",
  name,
  status,
  todo,
});

function report(cases: TestCase[], more: Partial<TestReport> = {}): TestReport {
  const failed = cases.some((one) => one.status === "failed" && !one.todo);
  return {
    command: "npm test",
    exitCode: failed ? 1 : 0,
    durationMs: 100,
    timedOut: false,
    outOfMemory: false,
    truncated: false,
    parsed: true,
    cases,
    output: "",
    ...more,
  };
}

const target = { file: "test/a.test.ts", name: "the bug" };

function input(more: Partial<VerdictInput> = {}): VerdictInput {
  return {
    before: report([testCase("the bug", "failed"), testCase("other", "passed")]),
    after: report([testCase("the bug", "passed"), testCase("other", "passed")]),
    targets: [target],
    testedTree: "tree-2",
    finalTree: "tree-2",
    changedPaths: ["src/a.ts"],
    ...more,
  };
}

describe("a result is verified only by a test run after the last edit", () => {
  test("failing before, passing after, whole suite green: verified", () => {
    expect(computeVerdict(input())).toMatchObject({ verdict: "verified" });
  });

  test("an agent that claims success without a run is unverified", () => {
    const result = computeVerdict(input({ after: null, testedTree: null }));
    expect(result.verdict).toBe("unverified");
    expect(result.reasons).toEqual(["The test suite was not run after the last edit."]);
  });

  test("an edit after the run drops the state", () => {
    expect(computeVerdict(input({ finalTree: "tree-3" })).verdict).toBe("unverified");
  });

  test("a target that still fails, or is gone, is unverified", () => {
    expect(computeVerdict(input({ after: report([testCase("the bug", "failed")]) })).verdict).toBe(
      "unverified",
    );
    expect(computeVerdict(input({ after: report([testCase("other", "passed")]) })).verdict).toBe(
      "unverified",
    );
  });

  test("skipping the failing test does not count as fixing it", () => {
    const after = report([testCase("the bug", "skipped"), testCase("other", "passed")]);
    expect(computeVerdict(input({ after })).verdict).toBe("unverified");
  });

  test("a change of the test file that has to prove it proves nothing; of another one, only partly", () => {
    expect(computeVerdict(input({ changedTests: ["test/a.test.ts"] })).verdict).toBe("unverified");
    expect(computeVerdict(input({ changedTests: ["test/b.test.ts"] })).verdict).toBe("partly");
  });

  test("a flaky test is no regression, and takes the whole proof", () => {
    const after = report([testCase("the bug", "passed"), testCase("other", "failed")]);
    const result = computeVerdict(input({ after, flaky: [testCase("other", "failed")] }));
    expect(result.verdict).toBe("partly");
    expect(result.reasons.at(-1)).toContain("1 flaky test fails");
  });

  test("a test that passed before and fails now is unverified", () => {
    const after = report([testCase("the bug", "passed"), testCase("other", "failed")]);
    expect(computeVerdict(input({ after })).verdict).toBe("unverified");
  });

  test("no change, no target, no readable report, time-out and lack of memory are unverified", () => {
    expect(computeVerdict(input({ changedPaths: [] })).verdict).toBe("unverified");
    expect(computeVerdict(input({ targets: [] })).verdict).toBe("unverified");
    const cases = input().after?.cases ?? [];
    for (const more of [{ parsed: false }, { timedOut: true }, { outOfMemory: true }]) {
      expect(computeVerdict(input({ after: report(cases, more) })).verdict).toBe("unverified");
    }
  });
});

describe("what is mended but leaves something open is partly verified", () => {
  test("a test that passed before was deleted", () => {
    const result = computeVerdict(input({ after: report([testCase("the bug", "passed")]) }));
    expect(result.verdict).toBe("partly");
    expect(result.reasons.at(-1)).toContain("removed or skipped: other");
  });

  test("another test fails as it did before", () => {
    const before = report([testCase("the bug", "failed"), testCase("elsewhere", "failed")]);
    const after = report([testCase("the bug", "passed"), testCase("elsewhere", "failed")]);
    expect(computeVerdict(input({ before, after })).verdict).toBe("partly");
  });

  test("a failing todo test, which its runner tolerates, does not lower the verdict", () => {
    const before = report([testCase("the bug", "failed"), testCase("later", "failed", true)]);
    const after = report([testCase("the bug", "passed"), testCase("later", "failed", true)]);
    expect(computeVerdict(input({ before, after })).verdict).toBe("verified");
  });

  test("an exit code other than 0 lowers it even when every test passes", () => {
    const after = report(input().after?.cases ?? [], { exitCode: 7 });
    expect(computeVerdict(input({ after })).verdict).toBe("partly");
  });
});
