import { recordEvidence } from "#lib/domain/evidence/record-evidence.ts";
import type { Reproduction as ReproductionEvidence } from "#lib/domain/evidence/schema.ts";
import { caseKey, type TestCase, type TestReport } from "#lib/domain/test-reports/schema.ts";
import type { RunSession } from "../run-session.ts";

/** How the problem was made to happen. */
export interface Reproduction {
  how: ReproductionEvidence["how"];
  summary: string;
  /** Suite before the change, with the written tests in it. */
  before: TestReport;
  targets: TestCase[];
  /** Test files that were written, as they were seen to fail. */
  written: { path: string; content: string }[];
  tried: string[];
  flaky: ReproductionEvidence["flaky"];
  /** Some of the written tests only ask that nothing is thrown. */
  weak: boolean;
}

/** Keeps the reproduction as evidence; `after` adds how the same tests ended after the last edit. */
export async function keepReproduction(
  session: RunSession,
  reproduction: Omit<Reproduction, "before">,
  after: TestReport | null,
  mark: string,
): Promise<void> {
  const results = new Map((after?.cases ?? []).map((test) => [caseKey(test), test.status]));
  const { targets, weak: _, ...rest } = reproduction;
  session.durable.keep(`evidence-reproduction-${mark}`, () =>
    recordEvidence(session.context, {
      runId: session.facts.runId,
      evidence: {
        key: "reproduction",
        kind: "reproduction",
        title: "Reproduction",
        data: {
          ...rest,
          tests: targets.slice(0, 50).map((test) => ({
            file: test.file,
            name: test.name,
            before: "failed",
            message: (test.message ?? "").slice(0, 1_500),
            after: after ? (results.get(caseKey(test)) ?? "gone") : null,
          })),
        } satisfies ReproductionEvidence,
      },
    }),
  );
}
