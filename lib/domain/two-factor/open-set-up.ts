import { callFunction } from "#lib/db/call.ts";
import { secretBelongsTo } from "#lib/domain/two-factor/spend-code.ts";
import { newTotpSecret, totpUri } from "#lib/domain/two-factor/totp.ts";
import type { TwoFactorContext } from "#lib/domain/two-factor/two-factor-context.ts";
import { open, seal } from "#lib/key-ring.ts";

/** What an authenticator app needs: scanned as `uri`, or typed as `secret` (base32). */
export interface TwoFactorSetUp {
  secret: string;
  uri: string;
}

/**
 * The secret that this session is setting up. For an hour it stays the same, because phones load the page again when
 * their owner comes back from the authenticator app.
 * @throws AppError `unauthenticated` when the session may not set one up
 */
export async function openTwoFactorSetUp(
  context: TwoFactorContext,
  session: { userId: string; sessionId: string },
  email: string,
): Promise<TwoFactorSetUp> {
  const boundTo = secretBelongsTo(session.userId);
  const sealed = await callFunction(context.db, "open_two_factor_set_up", {
    p_session: session.sessionId,
    p_secret_sealed: seal(context.keyRing, newTotpSecret(), boundTo),
  });
  const secret = open(context.keyRing, sealed, boundTo);
  return { secret, uri: totpUri(secret, email) };
}
