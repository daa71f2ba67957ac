import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { OutboxEvent, sendEvent } from "#lib/domain/outbox/send-event.ts";

const Result = z.object({ id: z.uuid(), event: OutboxEvent });

/** Asks for a copy of everything the tenant has; a durable function makes it. Error `conflict` while one is made. */
export async function requestDataExport(context: Context): Promise<{ dataExportId: string }> {
  const answer = await callFunction(context.db, "request_data_export", { p_tenant: context.tenantId });
  const { id, event } = Result.parse(answer);
  await sendEvent(context, event);
  return { dataExportId: id };
}
