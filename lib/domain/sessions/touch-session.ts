import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { SessionState } from "#lib/domain/sessions/schema.ts";

/**
 * The person did something: the 30 minutes after which an idle session ends begin again.
 * @throws AppError `unauthenticated` when the session is over already
 */
export async function touchSession(context: Pick<Context, "db">): Promise<SessionState> {
  return SessionState.parse(await callFunction(context.db, "touch_session", {}));
}
