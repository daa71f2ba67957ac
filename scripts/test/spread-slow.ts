import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take longest and keep the cores busy, longest first. */
const slow = [
  "lib/agents/execute-run.integration.test.ts",
  "inngest/crash.integration.test.ts",
  "lib/agents/refactoring.integration.test.ts",
  "lib/agents/dev-workflow.integration.test.ts",
  "supabase/local/process.integration.test.ts",
  "scripts/offline-check.integration.test.ts",
  "lib/repair/repair.integration.test.ts",
  "lib/agents/tests.integration.test.ts",
  "lib/agents/docs.integration.test.ts",
];

/** So many other files start between two slow ones: those wait more than they compute. */
const between = 5;

/**
 * Vitest's own order, but the slow files start early and one after the other: no core waits for one of them at
 * the end, and they don't all compute at the same time.
 */
export class SpreadSlow extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const others = await super.sort(files);
    const first = slow.flatMap((path) => others.filter((file) => file.moduleId.endsWith(path)));
    const rest = others.filter((file) => !first.includes(file));
    return [...first.flatMap((file) => [file, ...rest.splice(0, between)]), ...rest];
  }
}
