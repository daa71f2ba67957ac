import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { OutboxEvent, sendEvent } from "#lib/domain/outbox/send-event.ts";

export interface PullRequestRecord {
  title: string;
  body: string;
  branch: string;
  baseBranch: string;
  baseSha: string;
  headSha: string;
  flags: string[];
}

const Result = z.object({ id: z.uuid(), number: z.number(), event: OutboxEvent.nullish() });

/** Opens the pull request of a run and starts its CI; a run has one, so a repeat returns it. */
export async function openPullRequest(
  context: Context,
  input: { runId: string; pullRequest: PullRequestRecord },
): Promise<{ id: string; number: number }> {
  const { event, ...opened } = Result.parse(
    await callFunction(context.db, "open_pull_request", {
      p_run: input.runId,
      p_pull_request: { ...input.pullRequest },
    }),
  );
  if (event) await sendEvent(context, event);
  return opened;
}
