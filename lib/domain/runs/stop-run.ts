import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { OutboxEvent, sendEvent } from "#lib/domain/outbox/send-event.ts";
import { parseInput } from "#lib/domain/parse-input.ts";
import { StopRunInput } from "#lib/domain/runs/schema.ts";

const Result = z.object({ event: OutboxEvent.nullable() });

/**
 * Asks for a run to be stopped: it is "stopping" from now on and "stopped" once its processes have ended.
 * A second ask changes nothing. Errors: `not_found`, `forbidden`, `unprocessable` (it has ended).
 */
export async function stopRun(context: Context, input: z.input<typeof StopRunInput>): Promise<void> {
  const { runId } = parseInput(StopRunInput, input);
  const { event } = Result.parse(await callFunction(context.db, "stop_run", { p_run: runId }));
  if (event) await sendEvent(context, event);
}
