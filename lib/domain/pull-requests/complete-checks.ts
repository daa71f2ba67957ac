import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { OutboxEvent, sendEvent } from "#lib/domain/outbox/send-event.ts";

/** Records the overall result of CI and tells the run that waits for it; nothing once the run was stopped. */
export async function completeChecks(
  context: Context,
  input: { pullRequestId: string; status: "passed" | "failed" },
): Promise<void> {
  const event = await callFunction(context.db, "complete_checks", {
    p_pull_request: input.pullRequestId,
    p_status: input.status,
  });
  if (event !== null) await sendEvent(context, OutboxEvent.parse(event));
}
