import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";

/** Ends every session of the person but the one that asks; answers how many. */
export function revokeOtherSessions(context: Pick<Context, "db">): Promise<number> {
  return callFunction(context.db, "revoke_my_other_sessions", {});
}
