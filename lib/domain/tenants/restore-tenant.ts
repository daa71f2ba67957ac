import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";

/** Takes a deletion back within its grace. Error `conflict` when none is under way. */
export async function restoreTenant(context: Context): Promise<void> {
  await callFunction(context.db, "restore_tenant", { p_tenant: context.tenantId });
}
