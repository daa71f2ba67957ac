import { expect, test } from "vitest";
import { assessRisk } from "./assess-risk.ts";
import { branchName } from "./open-proposal.ts";
import { describePatch, type Verification } from "./verify.ts";

const patch = `diff --git a/src/a.ts b/src/a.ts
--- a/src/a.ts
+++ b/src/a.ts
@@ -1 +1 @@
-a < b
+a >= b
`;

function verification(
  change: ReturnType<typeof describePatch>,
  verdict: Verification["verdict"] = "verified",
): Verification {
  return { verdict, reasons: [], change, after: {} as Verification["after"] };
}

test("a patch is described by file with its added and removed lines", () => {
  expect(describePatch(patch).files).toEqual([{ path: "src/a.ts", additions: 1, deletions: 1 }]);
  expect(describePatch("").files).toEqual([]);
});

test("a small verified change in one place is of low risk", () => {
  expect(assessRisk({ verification: verification(describePatch(patch)), plausible: 1 }).risk).toBe("low");
});

test("several fixes that the tests don't tell apart raise the risk", () => {
  expect(assessRisk({ verification: verification(describePatch(patch)), plausible: 3 }).risk).toBe("medium");
});

test("touching tests, or a result that is only partly verified, is of high risk", () => {
  const tests = describePatch(patch.replaceAll("src/a.ts", "test/a.test.ts"));
  expect(assessRisk({ verification: verification(tests), plausible: 1 }).risk).toBe("high");
  expect(assessRisk({ verification: verification(describePatch(patch), "partly"), plausible: 1 }).risk).toBe(
    "high",
  );
});

test("a branch is named by run and goal, whatever the goal's language or length", () => {
  expect(branchName(7, "Orders above the limit!")).toBe("morningai/run-7-orders-above-the-limit");
  expect(branchName(8, "Über-große Bestellungen")).toMatch(/^morningai\/run-8-[a-z0-9-]+$/);
  expect(branchName(9, "注文の送料")).toBe("morningai/run-9");
  expect(branchName(10, "x".repeat(500)).length).toBeLessThan(70);
});
