import { unwrap } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { finishRun } from "#lib/domain/runs/finish-run.ts";
import { killRunProcesses } from "#lib/domain/runs/kill-run-processes.ts";

/**
 * Ends a run whose durable function was cancelled past it, by the operator of the platform: its
 * processes first, then it is marked as stopped. A run that a person is stopping is left to that stop.
 */
export async function endCancelledRun(context: Context, input: { runId: string }): Promise<void> {
  const run = unwrap(
    await context.db.from("runs").select("status, finished_at").eq("id", input.runId).single(),
  );
  if (run.finished_at !== null || run.status === "stopping") return;
  await killRunProcesses(context, input);
  await finishRun(context, {
    runId: input.runId,
    ending: {
      status: "stopped",
      outcome: "stopped",
      verdict: null,
      reason: "Cancelled by the operator of the platform. What was recorded stays; you can run it again.",
    },
  });
}
