import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { OutboxEvent, sendEvents } from "#lib/domain/outbox/send-event.ts";
import { parseInput } from "#lib/domain/parse-input.ts";
import { RequestTenantDeletionInput } from "#lib/domain/tenants/schema.ts";

const Result = z.object({ eraseAfter: z.string(), events: z.array(OutboxEvent) });

/**
 * Begins the 30 days after which everything is erased: runs stop, nothing is written. Errors: `invalid_input`
 * (not its name), `conflict` (already asked for).
 */
export async function requestTenantDeletion(
  context: Context,
  input: z.input<typeof RequestTenantDeletionInput>,
): Promise<{ eraseAfter: string }> {
  const { name } = parseInput(RequestTenantDeletionInput, input);
  const answer = await callFunction(context.db, "request_tenant_deletion", {
    p_tenant: context.tenantId,
    p_name: name,
  });
  const { eraseAfter, events } = Result.parse(answer);
  await sendEvents(context, events);
  return { eraseAfter };
}
