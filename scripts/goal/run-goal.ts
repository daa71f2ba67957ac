import { setTimeout as delay } from "node:timers/promises";
import { submitGoal } from "#lib/domain/goals/submit-goal.ts";
import { getRunSnapshot } from "#lib/domain/runs/get-run-snapshot.ts";
import type { RunSnapshot } from "#lib/domain/runs/snapshot-schema.ts";
import { stopRun } from "#lib/domain/runs/stop-run.ts";
import type { RepositoryRef } from "#lib/ports/forge/port.ts";
import { connectSource } from "./connect.ts";
import { adminContext } from "./context.ts";
import { printProgress, printResult } from "./print.ts";
import type { GoalSource } from "./source.ts";

const POLL_MS = 300;

export interface GoalResult {
  verdict: string | null;
  status: string;
  outcome: string | null;
  reason: string | null;
  branch: string | null;
  runNumber: number;
  /** Where the result lies on the forge. */
  repository: RepositoryRef;
  pullRequest: number | null;
  patch: string;
  durationMs: number;
}

const isOver = ({ run, approvals }: RunSnapshot): boolean =>
  run.finishedAt !== null || approvals.some((approval) => approval.status === "pending");

function patchOf(snapshot: RunSnapshot): string {
  const diff = snapshot.evidence.find((evidence) => evidence.kind === "diff");
  return diff?.kind === "diff" ? diff.data.patch : "";
}

/** Connects the repository, submits the goal and follows the run until it ends or asks for the merge. */
export async function runGoal(input: {
  source: GoalSource;
  goal: string;
  /** Time limit for the agent. */
  seconds?: number;
  signal: AbortSignal;
}): Promise<GoalResult> {
  const startedAt = Date.now();
  const context = await adminContext();
  const repositoryId = await connectSource(context, input.source);
  const { runId } = await submitGoal(context, {
    repositoryId,
    body: input.goal,
    ...(input.seconds === undefined ? {} : { seconds: input.seconds }),
  });
  const printed = new Set<string>();
  let stopping = false;
  for (;;) {
    const snapshot = await getRunSnapshot(context, runId);
    printProgress(snapshot, printed);
    if (isOver(snapshot)) {
      const patch = patchOf(snapshot);
      printResult(snapshot, patch);
      const { run, pullRequest } = snapshot;
      return {
        verdict: run.verdict,
        status: run.status,
        outcome: run.outcome,
        reason: run.reason,
        branch: run.branch,
        runNumber: run.number,
        repository: { tenantId: context.tenantId, repositoryId },
        pullRequest: pullRequest?.number ?? null,
        patch,
        durationMs: Date.now() - startedAt,
      };
    }
    if (input.signal.aborted && !stopping) {
      stopping = true;
      await stopRun(context, { runId });
    }
    await delay(POLL_MS);
  }
}
