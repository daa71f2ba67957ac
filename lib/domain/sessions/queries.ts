import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { Session, SessionState } from "#lib/domain/sessions/schema.ts";

/** The person's open sessions, the one used last first. */
export async function listSessions(context: Pick<Context, "db">): Promise<Session[]> {
  const rows = await callFunction(context.db, "list_my_sessions", {});
  return z.array(Session).parse(rows);
}

/** What the session of this client may do. */
export async function readSessionState(context: Pick<Context, "db">): Promise<SessionState> {
  return SessionState.parse(await callFunction(context.db, "session_state", {}));
}
