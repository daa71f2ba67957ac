import { recordStep, type StepRecord } from "#lib/domain/runs/record-step.ts";
import type { RunSession } from "../run-session.ts";

/** The ten steps of a code change, in the order in which people see them, between set-up and merge. */
const steps = {
  setup: { position: 1, title: "Prepare the sandbox", agent: "dev" },
  parse: { position: 2, title: "Read the issue", agent: "dev" },
  reproduce: { position: 3, title: "Reproduce the problem", agent: "dev" },
  locate: { position: 4, title: "Find the root cause", agent: "dev" },
  fix: { position: 5, title: "Fix it", agent: "dev" },
  tests: { position: 6, title: "Add tests", agent: "dev" },
  verify: { position: 7, title: "Verify with the whole suite", agent: "dev" },
  "pull-request": { position: 8, title: "Open the pull request", agent: "dev" },
  checks: { position: 9, title: "Watch CI", agent: "dev" },
  "fix-checks": { position: 10, title: "Fix what CI finds", agent: "dev" },
  approval: { position: 11, title: "Ask for review", agent: "meta" },
  merge: { position: 12, title: "Merge", agent: "meta" },
} as const;

export type StepKey = keyof typeof steps;

type Progress = Pick<StepRecord, "status" | "summary" | "error">;

/** Records the progress of a step with the next effect. `mark` tells apart several records of the same step. */
export async function markStep(
  session: RunSession,
  key: StepKey,
  progress: Progress,
  mark = "",
): Promise<void> {
  session.durable.keep(`${key}-${progress.status}${mark}`, async () => {
    await recordStep(session.context, {
      runId: session.facts.runId,
      step: { key, ...steps[key], ...progress },
    });
  });
}

/** Lists all steps as pending, so that people see from the start what will happen. */
export async function announceSteps(session: RunSession): Promise<void> {
  session.durable.keep("announce-steps", async () => {
    for (const [key, step] of Object.entries(steps)) {
      await recordStep(session.context, {
        runId: session.facts.runId,
        step: { key, ...step, status: "pending" },
      });
    }
  });
}
