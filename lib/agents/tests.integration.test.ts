import { afterAll, beforeAll, expect, test } from "vitest";
import { latestEvidence } from "#lib/domain/evidence/schema.ts";
import { type GoalRunner, openGoalRunner } from "#scripts/testing/goal-runner.ts";

const shop = {
  "package.json": JSON.stringify({ name: "shop", type: "module", scripts: { test: "node --test" } }),
  "src/price.ts": `const FREE_FROM = 50;

export function shipping(total: number): number {
  return total >= FREE_FROM ? 0 : 4;
}

/** Nobody tests these. */
export function discount(total: number, code?: string): number {
  if (total < 0) throw new RangeError("a total is not negative");
  if (code === "FRIEND") return total - 5;
  return total >= FREE_FROM ? total * 0.9 : total;
}

export const mean = (values: number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;

export const stamp = (): number => Date.now();
`,
  "test/price.test.ts": `import assert from "node:assert/strict";
import test from "node:test";
import { shipping } from "../src/price.ts";

test("small orders pay shipping", () => assert.equal(shipping(3), 4));
test("large orders don't", () => assert.equal(shipping(50), 0));
`,
};

const python = {
  "shop/__init__.py": "",
  "shop/price.py":
    'def total(price, count):\n    if count < 0:\n        raise ValueError("no negative count")\n    return price * count\n',
  "tests/__init__.py": "",
  "tests/test_price.py":
    "import unittest\n\nfrom shop import price\n\n\nclass PriceTest(unittest.TestCase):\n    def test_module(self):\n        self.assertTrue(price)\n",
};

let runner: GoalRunner;

beforeAll(async () => {
  runner = await openGoalRunner();
  await runner.connect("shop", shop);
  await runner.connect("pyshop", python);
});

afterAll(() => runner.close());

test("uncovered code gets tests that notice changes; what looks like an error is left to a person", async () => {
  const { run, plan, evidence, pullRequest } = await runner.carryOut("shop", "Add tests for src/price.ts");
  expect(plan?.taskType).toBe("tests");
  expect(run, run.reason ?? "").toMatchObject({ status: "waiting", verdict: "verified" });
  const added = latestEvidence(evidence, "added_tests");
  const [file] = added?.files ?? [];
  expect(file?.after.branches).toMatchObject({ hit: file?.after.branches.total });
  expect(file?.before.branches.hit).toBeLessThan(file?.after.branches.hit ?? 0);
  const names = added?.tests.flatMap((one) => one.names) ?? [];
  expect(added?.kills.map(({ name }) => name).sort()).toEqual([...names].sort());
  expect(added?.suspicious.map(({ call, gives }) => `${call} ${gives}`)).toContain("mean([]) gives NaN");
  expect(added?.left.join(" ")).toContain("it uses the clock");
  expect(names.join(" ")).not.toMatch(/NaN|shipping|stamp/);
  const patch = latestEvidence(evidence, "diff")?.patch ?? "";
  expect(patch).toContain("+++ b/test/price-behaviour.test.ts");
  expect(patch).toContain('name: "RangeError"');
  expect(latestEvidence(evidence, "verification")?.flags).toEqual([]);
  expect(pullRequest?.body).toContain("They don't prove that it is right");
});

test("Python: a function is tested in the style of the suite", async () => {
  const { run, evidence } = await runner.carryOut(
    "pyshop",
    "Write tests for the function total in shop/price.py",
  );
  expect(run).toMatchObject({ status: "waiting", verdict: "verified" });
  const patch = latestEvidence(evidence, "diff")?.patch ?? "";
  expect(patch).toContain("+class PriceBehaviourTest(unittest.TestCase):");
  expect(patch).toContain("assertRaisesRegex(ValueError");
});

test("a file that is not there is asked about, and covered code gets nothing", async () => {
  const missing = await runner.carryOut("shop", "Add tests for src/prices.ts");
  expect(missing.run).toMatchObject({ status: "failed", outcome: "unclear" });
  expect(missing.run.reason).toContain("src/price.ts");
  const covered = await runner.carryOut("shop", "Add tests for the function shipping in src/price.ts");
  expect(covered.run).toMatchObject({ status: "succeeded", outcome: "no_change" });
  expect(covered.pullRequest).toBeNull();
});
