import { callFunction } from "#lib/db/call.ts";
import type { PlatformContext } from "#lib/domain/context.ts";

/** Removes exports past their seven days. Returns how many. */
export async function pruneDataExports(context: Pick<PlatformContext, "db">): Promise<number> {
  return callFunction(context.db, "prune_data_exports", {});
}
