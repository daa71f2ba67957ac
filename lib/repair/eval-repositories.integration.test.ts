import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { repair } from "./repair.ts";
import { requestSchema } from "./request.ts";
import { WarmWorker } from "./worker/client.ts";
import type { Runner } from "./worker/protocol.ts";

const folder = join(import.meta.dirname, "../../evals/repositories");
const taskSchema = z.object({
  id: z.string(),
  goal: z.string(),
  language: z.enum(["javascript", "typescript"]),
  runner: z.enum(["node:test", "vitest", "jest"]),
  testCommand: z.array(z.string()).min(1),
  expect: z.enum(["verified", "unverified", "not reproduced"]),
  bugKind: z.string(),
});

// The other repositories go through the whole product in evals/evals.integration.test.ts.
const tasks = ["invoice-rounding", "meeting-rooms", "org-chart", "recipe-scaler"].map((id) => ({
  ...taskSchema.parse(JSON.parse(readFileSync(join(folder, id, "task.json"), "utf8"))),
  folder: join(folder, id),
}));
const copies: string[] = [];
afterAll(() => {
  for (const copy of copies) rmSync(copy, { recursive: true, force: true });
});

function checkOut(from: string): { root: string; testFiles: string[] } {
  const root = mkdtempSync(join(tmpdir(), "repair-eval-"));
  copies.push(root);
  cpSync(join(from, "repo"), root, { recursive: true });
  return { root, testFiles: readdirSync(join(root, "test")).map((file) => `test/${file}`) };
}

async function judgedStatuses(root: string, from: string, runner: Runner): Promise<string[]> {
  const judges = readdirSync(join(from, "judge/test")).filter((file) => /\.test\./.test(file));
  for (const file of judges) cpSync(join(from, "judge/test", file), join(root, "test", `judge.${file}`));
  const worker = new WarmWorker({ root, runner, testFiles: judges.map((file) => `test/judge.${file}`) });
  const { tests, unsupported } = await worker.baseline(false);
  await worker.stop();
  expect(unsupported).toBeUndefined();
  return tests.map(({ status }) => status);
}

describe("evaluation repositories end as their task says", () => {
  test.each(tasks)("$id", async ({ folder: from, goal, runner, expect: wanted }) => {
    const { root, testFiles } = checkOut(from);
    const request = requestSchema.parse({
      command: "repair",
      root,
      runner,
      testFiles,
      hints: goal,
      seconds: 30,
    });
    const result = await repair(request);
    const status = { verified: "fixed", unverified: "no_patch", "not reproduced": "no_failing_test" }[wanted];
    expect(result.status).toBe(status);
    const [first] = result.patches;
    if (!first) return;
    writeFileSync(join(root, first.file), first.after);
    const statuses = await judgedStatuses(root, from, runner);
    expect(statuses.length).toBeGreaterThan(0);
    expect(new Set(statuses)).toEqual(new Set(["passed"]));
  });
});
