import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { PlatformContext } from "#lib/domain/context.ts";
import { OutboxEvent, sendEvent } from "#lib/domain/outbox/send-event.ts";

/** Ends approvals past their time and tells the runs that wait for them. Returns how many. */
export async function expireApprovals(context: PlatformContext): Promise<number> {
  const events = z.array(OutboxEvent).parse(await callFunction(context.db, "expire_approvals", {}));
  for (const event of events) await sendEvent(context, event);
  return events.length;
}
