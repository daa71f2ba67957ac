import { callFunction } from "#lib/db/call.ts";
import type { AccountsContext, Device } from "#lib/domain/sessions/accounts-context.ts";
import type { NewSession } from "#lib/domain/sessions/schema.ts";
import { newToken, sha256 } from "#lib/ids.ts";

/**
 * Starts a session on this device after the first step of signing in, whichever it was: password, link, another site.
 * A session that owes a second factor may do nothing but show it; the database sees to that.
 */
export async function startSession(
  context: AccountsContext,
  userId: string,
  device: Device,
): Promise<NewSession> {
  const refreshToken = newToken();
  const sessionId = await callFunction(context.db, "create_session", {
    p_user: userId,
    p_token_hash: sha256(refreshToken),
    p_user_agent: device.userAgent,
    p_ip: device.ip,
    p_device_hash: device.hash ?? null,
  });
  return { userId, sessionId, refreshToken };
}
