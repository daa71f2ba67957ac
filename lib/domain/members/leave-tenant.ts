import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";

/** The person leaves the tenant. Error `unprocessable` for the last admin. */
export async function leaveTenant(context: Context): Promise<void> {
  await callFunction(context.db, "leave_tenant", { p_tenant: context.tenantId });
}
