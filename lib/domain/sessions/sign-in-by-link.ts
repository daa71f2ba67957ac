import { callFunction } from "#lib/db/call.ts";
import type { AccountsContext, Device } from "#lib/domain/sessions/accounts-context.ts";
import { limitAttempts } from "#lib/domain/sessions/limit-attempts.ts";
import type { NewSession, SignInByLinkInput } from "#lib/domain/sessions/schema.ts";
import { startSession } from "#lib/domain/sessions/start-session.ts";
import { sha256 } from "#lib/ids.ts";

/**
 * Starts a session by a link from a mail; the link works once.
 * @throws AppError `unprocessable` when it was used, is too old or made up; `rate_limited`
 */
export async function signInByLink(
  context: AccountsContext,
  input: SignInByLinkInput,
  device: Device,
): Promise<NewSession> {
  await limitAttempts(context, [{ key: `link-from:${device.ip}`, limit: 50 }]);
  const userId = await callFunction(context.db, "use_magic_link", { p_token_hash: sha256(input.token) });
  return startSession(context, userId, device);
}
