import { callFunction, unwrap } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { AppError } from "#lib/errors.ts";

export type MergeOutcome = { status: "merged"; sha: string } | { status: "conflict"; files: string[] };

/**
 * Merges exactly the approved commit into its base branch. Repeating it after a crash finds the merge
 * done. Errors: `not_found` for an unknown pull request, `conflict` when nobody approved it.
 */
export async function mergePullRequest(
  context: Context,
  input: { pullRequestId: string },
): Promise<MergeOutcome> {
  const row = unwrap(
    await context.db
      .from("pull_requests")
      .select(
        "id, number, title, branch, base_branch, head_sha, repository_id, status, merged_sha, approvals(status)",
      )
      .eq("id", input.pullRequestId)
      .single(),
  );
  if (row.status === "merged" && row.merged_sha) return { status: "merged", sha: row.merged_sha };
  if (!row.approvals.some((approval) => approval.status === "approved")) {
    throw new AppError("conflict", "Nobody approved this merge.");
  }
  const result = await context.ports.forge.merge(
    { tenantId: context.tenantId, repositoryId: row.repository_id },
    {
      base: row.base_branch,
      head: row.head_sha,
      message: `Merge pull request #${row.number}: ${row.title}`,
      mergedAt: context.clock.now(),
    },
  );
  if (result.status === "conflict") return { status: "conflict", files: result.files };
  await callFunction(context.db, "record_merge", { p_pull_request: row.id, p_sha: result.sha });
  return { status: "merged", sha: result.sha };
}
