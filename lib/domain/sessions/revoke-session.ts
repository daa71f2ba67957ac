import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import type { RevokeSessionInput } from "#lib/domain/sessions/schema.ts";

/**
 * Ends one of the person's own sessions, on whatever device it is.
 * @throws AppError `not_found` for somebody else's or one that is over
 */
export async function revokeSession(context: Pick<Context, "db">, input: RevokeSessionInput): Promise<void> {
  await callFunction(context.db, "revoke_my_session", { p_session: input.sessionId });
}
