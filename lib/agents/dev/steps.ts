import { recordStep, type StepRecord } from "#lib/domain/runs/record-step.ts";
import type { RunSession } from "../run-session.ts";

/** Every step that work of Dev_Agent may have. */
const steps = {
  setup: { title: "Prepare the sandbox", agent: "dev" },
  parse: { title: "Read the issue", agent: "dev" },
  reproduce: { title: "Reproduce the problem", agent: "dev" },
  locate: { title: "Find the root cause", agent: "dev" },
  fix: { title: "Fix it", agent: "dev" },
  tests: { title: "Add tests", agent: "dev" },
  change: { title: "Read the change", agent: "dev" },
  review: { title: "Review it", agent: "dev" },
  "compare-tests": { title: "Compare the tests", agent: "dev" },
  comment: { title: "Comment on the lines", agent: "dev" },
  target: { title: "Find what is meant", agent: "dev" },
  baseline: { title: "Run the tests before", agent: "dev" },
  refactor: { title: "Change it", agent: "dev" },
  document: { title: "Update the documents", agent: "dev" },
  cover: { title: "Write tests for what is not covered", agent: "dev" },
  verify: { title: "Verify with the whole suite", agent: "dev" },
  "own-review": { title: "Review its own change", agent: "dev" },
  "pull-request": { title: "Open the pull request", agent: "dev" },
  checks: { title: "Watch CI", agent: "dev" },
  "fix-checks": { title: "Fix what CI finds", agent: "dev" },
  approval: { title: "Ask for review", agent: "meta" },
  merge: { title: "Merge", agent: "meta" },
} as const;

export type StepKey = keyof typeof steps;

const changing = [
  "verify",
  "own-review",
  "pull-request",
  "checks",
  "fix-checks",
  "approval",
  "merge",
] as const;

/** The steps of each kind of work, in the order in which people see them. */
const stepsOf = {
  fix: ["setup", "parse", "reproduce", "locate", "fix", "tests", ...changing],
  review: ["change", "setup", "review", "compare-tests", "comment"],
  refactor: ["setup", "target", "baseline", "refactor", ...changing],
  tests: ["setup", "target", "baseline", "cover", ...changing],
  docs: ["setup", "target", "document", ...changing],
} as const satisfies Record<string, readonly StepKey[]>;

export type WorkKind = keyof typeof stepsOf;

/** Which work a run does, from what its plan takes the goal for; a fix when that says nothing else. */
export function kindOf({ facts }: RunSession): WorkKind {
  if (facts.taskType === "code_review") return "review";
  const { taskType } = facts;
  return taskType === "refactor" || taskType === "tests" || taskType === "docs" ? taskType : "fix";
}

type Progress = Pick<StepRecord, "status" | "summary" | "error">;

const recordOf = (session: RunSession, key: StepKey, progress: Progress): StepRecord => {
  const order: readonly StepKey[] = stepsOf[kindOf(session)];
  return { key, ...steps[key], position: order.indexOf(key) + 1, ...progress };
};

/** Records the progress of a step with the next effect. `mark` tells apart several records of the same step. */
export async function markStep(
  session: RunSession,
  key: StepKey,
  progress: Progress,
  mark = "",
): Promise<void> {
  session.durable.keep(`${key}-${progress.status}${mark}`, async () => {
    await recordStep(session.context, { runId: session.facts.runId, step: recordOf(session, key, progress) });
  });
}

/** Lists the steps as pending, so that people see from the start what will happen. */
export async function announceSteps(session: RunSession): Promise<void> {
  session.durable.keep("announce-steps", async () => {
    for (const key of stepsOf[kindOf(session)])
      await recordStep(session.context, {
        runId: session.facts.runId,
        step: recordOf(session, key, { status: "pending" }),
      });
  });
}
