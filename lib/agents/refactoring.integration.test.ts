import { afterAll, beforeAll, expect, test } from "vitest";
import { decideApproval } from "#lib/domain/approvals/decide-approval.ts";
import { latestEvidence } from "#lib/domain/evidence/schema.ts";
import type { RunSnapshot } from "#lib/domain/runs/snapshot-schema.ts";
import { gitIn } from "#scripts/testing/git-repository.ts";
import { type GoalRunner, openGoalRunner } from "#scripts/testing/goal-runner.ts";
import { runUntil } from "#scripts/testing/live-platform.ts";

const shop = {
  "package.json": JSON.stringify({ name: "shop", type: "module", scripts: { test: "node --test" } }),
  "src/price.ts": `export interface Line {
  price: number;
  count: number;
}

/** What a line costs. */
export function total(line: Line): number {
  return line.price * line.count;
}

/** Nobody uses this any more. */
export function oldTotal(line: Line): number {
  return halved(line) * 2;
}

function halved(line: Line): number {
  return total(line) / 2;
}

export const handlers = { legacy: "legacyTotal" };

export function legacyTotal(): number {
  return 0;
}
`,
  "src/order.ts": `import { total, type Line } from "./price.ts";

export class Order {
  lines: Line[] = [];

  add(line: Line): void {
    this.lines.push(line);
  }
}

export class Basket {
  count = 0;

  add(): void {
    this.count += 1;
  }
}

export function summary(lines: Line[], rate: number): string {
  let sum = 0;
  for (const line of lines) {
    sum += total(line);
  }
  const due = sum + sum * rate;
  return \`due \${due}\`;
}
`,
  "test/shop.test.ts": `import assert from "node:assert/strict";
import test from "node:test";
import { Basket, Order, summary } from "../src/order.ts";
import { handlers, total } from "../src/price.ts";

test("a total", () => assert.equal(total({ price: 3, count: 2 }), 6));
test("a summary", () => assert.equal(summary([{ price: 3, count: 2 }], 0.5), "due 9"));
test("orders and baskets", () => {
  const order = new Order();
  order.add({ price: 1, count: 1 });
  new Basket().add();
  assert.equal(order.lines.length, 1);
  assert.equal(handlers.legacy, "legacyTotal");
});
`,
};

const python = {
  "shop/__init__.py": "",
  "shop/price.py":
    "def total(price, count):\n    return price * count\n\n\ndef unused(price):\n    return price + 1\n",
  "tests/__init__.py": "",
  "tests/test_price.py":
    "import unittest\n\nfrom shop.price import total\n\n\nclass PriceTest(unittest.TestCase):\n    def test_total(self):\n        self.assertEqual(total(3, 2), 6)\n",
};

let runner: GoalRunner;

const patchOf = ({ evidence }: RunSnapshot): string => latestEvidence(evidence, "diff")?.patch ?? "";

beforeAll(async () => {
  runner = await openGoalRunner();
  await runner.connect("shop", shop);
  await runner.connect("pyshop", python);
});

afterAll(() => runner.close());

test("a rename reaches every use, is proven by suite and type checker, and is merged on approval", async () => {
  const asked = await runner.carryOut("shop", "Rename `total` to `lineTotal`");
  expect(asked.plan?.taskType).toBe("refactor");
  expect(asked.run).toMatchObject({ status: "waiting", verdict: "verified" });
  expect(latestEvidence(asked.evidence, "refactoring")).toMatchObject({ operation: "rename" });
  expect(latestEvidence(asked.evidence, "verification")?.flags).toEqual([]);
  expect(patchOf(asked)).toContain("+import { lineTotal, type Line }");
  expect(patchOf(asked)).not.toMatch(/^\+.*\boldLineTotal\b/m);
  const [approval] = asked.approvals;
  await decideApproval(runner.context, { approvalId: approval?.id ?? "", decision: "approved" });
  const { run, pullRequest } = await runUntil(runner.context, asked.run.id);
  expect(run).toMatchObject({ status: "succeeded", outcome: "merged" });
  expect(pullRequest?.body).toContain("## What was changed");
  const folder = runner.forgeFolder("shop");
  expect(gitIn(folder, "show", "main:test/shop.test.ts")).toContain("lineTotal({ price: 3");
});

test("what nothing uses is removed, again until nothing is left; what is named in text stays", async () => {
  const asked = await runner.carryOut("shop", "Remove dead code in src/price.ts");
  expect(asked.run).toMatchObject({ status: "waiting", verdict: "verified" });
  expect(patchOf(asked)).toMatch(/^-export function oldTotal/m);
  expect(patchOf(asked)).toMatch(/^-function halved/m);
  expect(patchOf(asked)).not.toMatch(/^-export function legacyTotal/m);
  const kept = latestEvidence(asked.evidence, "refactoring")?.kept.join(" ");
  expect(kept).toContain("legacyTotal");
});

test("lines become a function of their own with the types they have", async () => {
  const asked = await runner.carryOut(
    "shop",
    "Extract lines 20-23 of src/order.ts into a function called sumOf",
  );
  expect(asked.run).toMatchObject({ status: "waiting", verdict: "verified" });
  expect(patchOf(asked)).toContain("+function sumOf(lines: Line[]) {");
  expect(patchOf(asked)).toContain("+  const sum = sumOf(lines);");
});

test.each([
  ["shop", "Rename add to append", /defined 2 times.*Order\.add.*Basket\.add.*Which one/],
  ["shop", "Rename sumary to overview", /Nothing called "sumary".*summary/],
  ["shop", "Rename summary to Order", /"Order" is taken already/],
  ["shop", "Refactor the shop", /does not say what is to be renamed, extracted or removed/],
  [
    "shop",
    "Extract lines 21-22 of src/order.ts into a function called sumOf",
    /do not hold whole statements/,
  ],
])("%s: %s is asked about and changes nothing", async (name, goal, question) => {
  const { run, pullRequest } = await runner.carryOut(name, goal);
  expect(run).toMatchObject({ status: "failed", outcome: "unclear" });
  expect(run.reason).toMatch(question);
  expect(pullRequest).toBeNull();
});

test("Python: a rename reaches imports and tests, and an unused function goes", async () => {
  const renamed = await runner.carryOut("pyshop", "Rename function total in shop/price.py to line_total");
  expect(renamed.run).toMatchObject({ status: "waiting", verdict: "verified" });
  expect(patchOf(renamed)).toContain("+from shop.price import line_total");
  const removed = await runner.carryOut("pyshop", "Remove unused functions");
  expect(removed.run).toMatchObject({ status: "waiting", verdict: "verified" });
  expect(patchOf(removed)).toMatch(/^-def unused/m);
});
