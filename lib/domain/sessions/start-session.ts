import { callFunction } from "#lib/db/call.ts";
import type { AccountsContext, Device } from "#lib/domain/sessions/accounts-context.ts";
import type { NewSession } from "#lib/domain/sessions/schema.ts";
import { newToken, sha256 } from "#lib/ids.ts";

/**
 * A session of this person on this device, after whatever first step showed who it is. It may do nothing yet
 * when the person owes a second factor.
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
    ...(device.hash ? { p_device_hash: device.hash } : {}),
  });
  return { userId, sessionId, refreshToken };
}
