import { callFunction } from "#lib/db/call.ts";
import type { PlatformContext } from "#lib/domain/context.ts";

/** Removes lines of the audit log that are older than a year. Returns how many. */
export async function pruneAuditLog(context: Pick<PlatformContext, "db">): Promise<number> {
  return callFunction(context.db, "prune_audit_log", {});
}
