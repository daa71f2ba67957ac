import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { PlatformContext } from "#lib/domain/context.ts";
import { OutboxEvent } from "./send-event.ts";

const BATCH = 200;

/** Sends what the outbox still holds; an event's id makes a second send count once. Returns how many. */
export async function sweepOutbox(context: PlatformContext): Promise<number> {
  const events = z
    .array(OutboxEvent)
    .parse(await callFunction(context.db, "unsent_events", { p_limit: BATCH }));
  if (events.length === 0) return 0;
  await context.ports.events.send(events);
  await callFunction(context.db, "mark_events_sent", { p_ids: events.map((event) => event.id) });
  return events.length;
}
