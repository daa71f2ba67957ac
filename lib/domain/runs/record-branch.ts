import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import type { Verdict } from "#lib/domain/test-reports/compute-verdict.ts";

/** Keeps what the run produced: branch and commit (null when there is no change to keep), and the verdict. */
export async function recordBranch(
  context: Context,
  input: { runId: string; branch: string | null; headSha: string | null; verdict: Verdict },
): Promise<void> {
  await callFunction(context.db, "record_branch", {
    p_run: input.runId,
    p_branch: input.branch,
    p_head_sha: input.headSha,
    p_verdict: input.verdict,
  });
}
