import { afterAll, beforeAll, expect, test } from "vitest";
import { latestEvidence } from "#lib/domain/evidence/schema.ts";
import { gitIn, makeRepository, writeFiles } from "#scripts/testing/git-repository.ts";
import { type GoalRunner, openGoalRunner } from "#scripts/testing/goal-runner.ts";

const shop = {
  "package.json": JSON.stringify({ name: "shop", type: "module", scripts: { test: "node --test" } }),
  "src/cart.ts": `export interface Line { price: number; count: number }

export function total(lines: Line[]): number {
  return lines.reduce((sum, line) => sum + line.price * line.count, 0);
}

export async function save(lines: Line[]): Promise<void> {
  await Promise.resolve(lines);
}

export async function checkout(lines: Line[]): Promise<number> {
  await save(lines);
  return total(lines);
}
`,
  "test/cart.test.ts": `import assert from "node:assert/strict";
import test from "node:test";
import { total } from "../src/cart.ts";

test("two of one make twice its price", () => assert.equal(total([{ price: 3, count: 2 }]), 6));
`,
};

const broken = shop["src/cart.ts"]
  .replace("line.price * line.count", "line.price + line.count")
  .replace("  await save(lines);\n  return total(lines);", "  save(lines);\n  return totals(lines);");

const clean = shop["src/cart.ts"].replace(
  "export async function save",
  "export function count(lines: Line[]): number {\n  return lines.reduce((sum, line) => sum + line.count, 0);\n}\n\nexport async function save",
);

let runner: GoalRunner;

const review = (body: string) => runner.carryOut("shop", body);

beforeAll(async () => {
  runner = await openGoalRunner();
  const location = makeRepository(`${runner.live.repositories}/shop`, shop);
  const branches = { "worse-cart": broken, "count-items": clean };
  for (const [branch, cart] of Object.entries(branches)) {
    gitIn(location, "checkout", "-q", "-b", branch, "main");
    writeFiles(location, { "src/cart.ts": cart });
    gitIn(location, "commit", "-q", "-am", branch);
  }
  gitIn(location, "checkout", "-q", "main");
  await runner.connect("shop");
});

afterAll(() => runner.close());

test("a branch is reviewed: rules, type checker and tests each say on which line what goes wrong", async () => {
  const { run, findings, evidence, steps, plan } = await review("Review branch worse-cart");
  expect(plan?.taskType).toBe("code_review");
  expect(run).toMatchObject({ status: "succeeded", outcome: "reviewed", verdict: null });
  const found = findings.map(({ path: file, line, source, rule }) => `${file}:${line} ${source} ${rule}`);
  expect(found).toContain("src/cart.ts:12 rules promise-not-awaited");
  expect(found.some((one) => one.startsWith("src/cart.ts:13 compiler compiler-2"))).toBe(true);
  expect(findings.find(({ source }) => source === "tests")).toMatchObject({ path: "src/cart.ts" });
  for (const { harm, confidence } of findings) {
    expect(harm.length).toBeGreaterThan(20);
    expect(confidence).toBeGreaterThanOrEqual(0.6);
  }
  expect(latestEvidence(evidence, "review")).toMatchObject({ findings: findings.length });
  expect(steps.map(({ key, status }) => `${key} ${status}`)).toEqual([
    "plan succeeded",
    "change succeeded",
    "setup succeeded",
    "review succeeded",
    "compare-tests succeeded",
    "comment succeeded",
  ]);
  const head = findings[0]?.headSha ?? "";
  const ref = { tenantId: runner.context.tenantId, repositoryId: runner.repositoryId("shop") };
  const comments = await runner.context.ports.forge.listComments(ref, head);
  expect(comments).toHaveLength(findings.length);
});

test("a clean branch has no finding and gets no comment", async () => {
  const { run, findings, steps } = await review("Please review the count-items branch against main");
  expect(findings).toEqual([]);
  expect(run).toMatchObject({ status: "succeeded", outcome: "reviewed" });
  expect(run.reason).toContain("No finding");
  expect(steps.find(({ key }) => key === "comment")).toMatchObject({ status: "skipped" });
});

test("a branch that does not exist, and a goal that names none, are asked about", async () => {
  const missing = await review("Review branch wrose-cart");
  expect(missing.run).toMatchObject({ status: "failed", outcome: "unclear" });
  expect(missing.run.reason).toContain("count-items");
  expect(missing.run.reason).toMatch(/Which one is meant\?$/);
  const vague = await review("Review the code");
  expect(vague.run).toMatchObject({ outcome: "unclear" });
  expect(vague.run.reason).toContain("does not say which change");
});
