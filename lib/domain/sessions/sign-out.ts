import { callFunction } from "#lib/db/call.ts";
import type { AccountsContext } from "#lib/domain/sessions/accounts-context.ts";

/** Ends a session at once, for every tab that uses it. Ending it twice does nothing. */
export async function signOut(context: AccountsContext, input: { sessionId: string }): Promise<void> {
  await callFunction(context.db, "revoke_session", { p_session: input.sessionId, p_reason: "sign_out" });
}
