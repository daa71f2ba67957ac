import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { OutboxEvent, sendEvent } from "#lib/domain/outbox/send-event.ts";

/** Asks the durable engine to carry out a planned run. */
export async function requestRun(context: Context, input: { runId: string }): Promise<void> {
  await sendEvent(
    context,
    OutboxEvent.parse(await callFunction(context.db, "request_run", { p_run: input.runId })),
  );
}
