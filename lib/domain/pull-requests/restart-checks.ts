import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { OutboxEvent, sendEvent } from "#lib/domain/outbox/send-event.ts";

/**
 * Starts CI of an open pull request anew, on a head that was pushed or on the same one. `body` is its new text; null
 * leaves it as it is. Error `conflict`.
 */
export async function restartChecks(
  context: Context,
  input: { pullRequestId: string; headSha: string; flags: string[]; body: string | null },
): Promise<void> {
  const event = await callFunction(context.db, "restart_checks", {
    p_pull_request: input.pullRequestId,
    p_head_sha: input.headSha,
    p_flags: input.flags,
    ...(input.body === null ? {} : { p_body: input.body }),
  });
  await sendEvent(context, OutboxEvent.parse(event));
}
