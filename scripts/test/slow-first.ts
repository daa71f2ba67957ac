import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take longest, longest first; they start first, so that no core waits for one of them at the end. */
const slow = [
  "lib/agents/execute-run.integration.test.ts",
  "evals/evals.integration.test.ts",
  "lib/agents/bad-input.integration.test.ts",
  "scripts/eval.integration.test.ts",
  "inngest/crash.integration.test.ts",
  "lib/agents/refactoring.integration.test.ts",
  "lib/agents/bad-code.integration.test.ts",
  "lib/agents/dev-workflow.integration.test.ts",
  "supabase/local/process.integration.test.ts",
  "scripts/goal.integration.test.ts",
  "lib/repair/eval-repositories.integration.test.ts",
  "lib/agents/decisions.integration.test.ts",
  "scripts/offline-check.integration.test.ts",
  "lib/repair/repair.integration.test.ts",
  "lib/ports/sandbox/limits.integration.test.ts",
];

function rank(file: TestSpecification): number {
  const place = slow.findIndex((path) => file.moduleId.endsWith(path));
  return place === -1 ? slow.length : place;
}

/** Vitest's own order, but for the slow files. */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const ordered = await super.sort(files);
    return ordered.sort((one, other) => rank(one) - rank(other));
  }
}
