import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { OutboxEvent, sendEvent } from "#lib/domain/outbox/send-event.ts";
import type { Verdict } from "#lib/domain/test-reports/compute-verdict.ts";

export interface RunEnding {
  status: "succeeded" | "failed" | "stopped";
  outcome:
    | "merged"
    | "rejected"
    | "no_fix"
    | "not_reproduced"
    | "approval_expired"
    | "merge_conflict"
    | "needs_person"
    | "error"
    | "stopped"
    | "reviewed"
    | "unclear"
    | "no_change";
  /** Null keeps the verdict the run already has. */
  verdict: Verdict | null;
  /** One or two sentences for people. */
  reason: string;
}

/**
 * Ends the run once and sends `run/finished`; false when it had already ended or is being stopped by a
 * person.
 */
export async function finishRun(
  context: Context,
  input: { runId: string; ending: RunEnding },
): Promise<boolean> {
  const { status, outcome, verdict, reason } = input.ending;
  const event = await callFunction(context.db, "finish_run", {
    p_run: input.runId,
    p_status: status,
    p_outcome: outcome,
    p_verdict: verdict,
    p_reason: reason.slice(0, 2_000),
  });
  if (event === null) return false;
  await sendEvent(context, OutboxEvent.parse(event));
  return true;
}
