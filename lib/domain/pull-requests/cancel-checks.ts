import { unwrap } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { completeChecks } from "#lib/domain/pull-requests/complete-checks.ts";

const summary = "Cancelled by the operator of the platform";

/**
 * Ends CI of a pull request whose durable function was cancelled: its processes, its open checks, and the
 * wait of the run, which takes it as failed. Nothing when the run is being stopped or has ended.
 */
export async function cancelChecks(context: Context, input: { pullRequestId: string }): Promise<void> {
  const { pullRequestId } = input;
  const row = unwrap(
    await context.db
      .from("pull_requests")
      .select("head_sha, run_id, runs(status, finished_at)")
      .eq("id", pullRequestId)
      .single(),
  );
  await context.ports.sandbox.seal(`${pullRequestId}-ci`);
  if (row.runs.finished_at !== null || row.runs.status === "stopping") return;
  const now = context.clock.now().toISOString();
  const ended = { summary, finished_at: now };
  unwrap(
    await context.db
      .from("checks")
      .update({ status: "skipped", ...ended })
      .eq("pull_request_id", pullRequestId)
      .in("status", ["queued", "running"])
      .select("id"),
  );
  const { head_sha, run_id } = row;
  unwrap(
    await context.db.from("checks").upsert(
      {
        tenant_id: context.tenantId,
        run_id,
        pull_request_id: pullRequestId,
        head_sha,
        name: "ci",
        status: "failed",
        ...ended,
      },
      { onConflict: "pull_request_id,head_sha,name" },
    ),
  );
  await completeChecks(context, { pullRequestId, status: "failed" });
}
