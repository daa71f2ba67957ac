import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { OutboxEvent, sendEvent } from "#lib/domain/outbox/send-event.ts";
import { parseInput } from "#lib/domain/parse-input.ts";
import { RerunRunInput } from "#lib/domain/runs/schema.ts";

const Result = z.object({ runId: z.uuid(), event: OutboxEvent });

/**
 * Starts a new run of the same goal, planned anew on the repository as it is now. Errors: `not_found`,
 * `forbidden`, `unprocessable` (the run has not ended).
 */
export async function rerunRun(
  context: Context,
  input: z.input<typeof RerunRunInput>,
): Promise<{ runId: string }> {
  const parsed = parseInput(RerunRunInput, input);
  const result = Result.parse(await callFunction(context.db, "rerun_run", { p_run: parsed.runId }));
  await sendEvent(context, result.event);
  return { runId: result.runId };
}
