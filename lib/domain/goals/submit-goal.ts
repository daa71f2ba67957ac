import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { goalTitleFrom, SubmitGoalInput } from "#lib/domain/goals/schema.ts";
import { OutboxEvent, sendEvent } from "#lib/domain/outbox/send-event.ts";
import { parseInput } from "#lib/domain/parse-input.ts";

const Result = z.object({ goalId: z.uuid(), runId: z.uuid(), event: OutboxEvent });

/**
 * Stores a goal with its first run, which is queued from now on, and starts its planning. Errors:
 * `invalid_input`, `not_found`, `forbidden`, `unprocessable` (the repository is not ready).
 */
export async function submitGoal(
  context: Context,
  input: z.input<typeof SubmitGoalInput>,
): Promise<{ goalId: string; runId: string }> {
  const { repositoryId, body, seconds } = parseInput(SubmitGoalInput, input);
  const result = await callFunction(context.db, "submit_goal", {
    p_repository: repositoryId,
    p_title: goalTitleFrom(body),
    p_body: body,
    ...(seconds === undefined ? {} : { p_seconds: seconds }),
  });
  const { event, ...ids } = Result.parse(result);
  await sendEvent(context, event);
  return ids;
}
