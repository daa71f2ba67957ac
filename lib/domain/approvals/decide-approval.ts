import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import { DecideApprovalInput } from "#lib/domain/approvals/schema.ts";
import type { Context } from "#lib/domain/context.ts";
import { OutboxEvent, sendEvent } from "#lib/domain/outbox/send-event.ts";
import { parseInput } from "#lib/domain/parse-input.ts";

const Result = z.object({ event: OutboxEvent });

/**
 * Approves or rejects. Of two people at once one wins; the other gets `conflict`. Errors:
 * `invalid_input` (a rejection without reason, a question without a choice), `not_found`, `forbidden`, `conflict` (decided, cancelled
 * or expired).
 */
export async function decideApproval(
  context: Context,
  input: z.input<typeof DecideApprovalInput>,
): Promise<void> {
  const parsed = parseInput(DecideApprovalInput, input);
  const { approvalId, decision, reason } = parsed;
  const result = await callFunction(context.db, "decide_approval", {
    p_approval: approvalId,
    p_decision: decision,
    p_reason: reason,
    ...(parsed.decision === "approved" && parsed.choice !== undefined ? { p_choice: parsed.choice } : {}),
  });
  await sendEvent(context, Result.parse(result).event);
}
