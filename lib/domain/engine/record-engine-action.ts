import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { OwnerContext } from "#lib/domain/context.ts";
import type { EngineAction } from "#lib/domain/engine/state.ts";
import type { EngineRunDetail } from "#lib/ports/engine/port.ts";

const OfTenant = z.object({ tenantId: z.uuid() });

/**
 * Writes the audit row of an Owner's action on the engine, in the log of the tenant that the run serves,
 * else in that of the platform. It comes before the action: one without a row can't be. Error
 * `not_found` for everybody but the Owner.
 */
export async function recordEngineAction(
  context: Pick<OwnerContext, "db">,
  action: EngineAction,
  run: Pick<EngineRunDetail, "id" | "functionId" | "events">,
  fromStep?: string,
): Promise<void> {
  await callFunction(context.db, "record_engine_action", {
    p_action: action,
    p_engine_run: run.id,
    p_function: run.functionId,
    p_from_step: fromStep ?? null,
    p_tenant: OfTenant.safeParse(run.events[0]?.data).data?.tenantId ?? null,
  });
}
