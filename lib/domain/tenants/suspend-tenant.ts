import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { OwnerContext } from "#lib/domain/context.ts";
import { OutboxEvent, sendEvents } from "#lib/domain/outbox/send-event.ts";
import { parseInput } from "#lib/domain/parse-input.ts";
import { SuspendTenantInput } from "#lib/domain/tenants/schema.ts";

const Result = z.object({ events: z.array(OutboxEvent) });

/** Reading goes on, writing is refused with the reason, runs stop. Errors: `not_found`, `conflict` (it is). */
export async function suspendTenant(
  context: OwnerContext,
  input: z.input<typeof SuspendTenantInput>,
): Promise<void> {
  const { tenantId, reason } = parseInput(SuspendTenantInput, input);
  const answer = await callFunction(context.db, "suspend_tenant", { p_tenant: tenantId, p_reason: reason });
  await sendEvents(context, Result.parse(answer).events);
}
