import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";

/** An event as the SQL verbs return it: written to the outbox with the change that causes it. */
export const OutboxEvent = z.object({
  id: z.uuid(),
  name: z.string(),
  data: z.record(z.string(), z.unknown()),
});
export type OutboxEvent = z.infer<typeof OutboxEvent>;

/**
 * Sends an event of the outbox at once, so that its work starts now. Never throws: the change is already
 * stored, and the sweeper sends again what could not be sent. True when the durable engine has it.
 */
export async function sendEvent(
  context: Pick<Context, "db" | "ports" | "log">,
  event: OutboxEvent,
): Promise<boolean> {
  return sendEvents(context, [event]);
}

/** The same for several events of one change. */
export async function sendEvents(
  context: Pick<Context, "db" | "ports" | "log">,
  events: OutboxEvent[],
): Promise<boolean> {
  if (events.length === 0) return true;
  const ids = events.map((event) => event.id);
  try {
    await context.ports.events.send(events);
    await callFunction(context.db, "mark_events_sent", { p_ids: ids });
    return true;
  } catch (error) {
    context.log.warn({ err: error, eventIds: ids, event: events[0]?.name }, "events left to the sweeper");
    return false;
  }
}
