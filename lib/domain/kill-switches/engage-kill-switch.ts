import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { EngageKillSwitchInput } from "#lib/domain/kill-switches/schema.ts";
import { OutboxEvent, sendEvents } from "#lib/domain/outbox/send-event.ts";
import { parseInput } from "#lib/domain/parse-input.ts";

const Result = z.object({ events: z.array(OutboxEvent) });

/**
 * Stops all agents of the tenant, or one: live runs end within seconds with this reason, new ones are refused. Gives
 * how many runs are being stopped. Error `conflict` when it is on.
 */
export async function engageKillSwitch(
  context: Context,
  input: z.input<typeof EngageKillSwitchInput>,
): Promise<{ stoppedRuns: number }> {
  const { agentId, reason } = parseInput(EngageKillSwitchInput, input);
  const answer = await callFunction(context.db, "engage_kill_switch", {
    p_tenant: context.tenantId,
    p_agent: agentId,
    p_reason: reason,
  });
  const { events } = Result.parse(answer);
  await sendEvents(context, events);
  return { stoppedRuns: events.length };
}
