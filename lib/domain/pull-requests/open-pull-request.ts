import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";

export interface PullRequestRecord {
  title: string;
  body: string;
  branch: string;
  baseBranch: string;
  baseSha: string;
  headSha: string;
  flags: string[];
}

const opened = z.object({ id: z.uuid(), number: z.number() });

/** Opens the pull request of a run; a run has one, so a repeat returns it. */
export async function openPullRequest(
  context: Context,
  input: { runId: string; pullRequest: PullRequestRecord },
): Promise<{ id: string; number: number }> {
  return opened.parse(
    await callFunction(context.db, "open_pull_request", {
      p_run: input.runId,
      p_pull_request: { ...input.pullRequest },
    }),
  );
}
