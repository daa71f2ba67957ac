import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import { limitAttempts } from "#lib/domain/sessions/limit-attempts.ts";
import type { NewSession } from "#lib/domain/sessions/schema.ts";
import { newRecoveryCodes, shownCode } from "#lib/domain/two-factor/recovery-codes.ts";
import type { AppCodeInput } from "#lib/domain/two-factor/schema.ts";
import { secretBelongsTo, wrongCode } from "#lib/domain/two-factor/spend-code.ts";
import { newTotpSecret, stepOf } from "#lib/domain/two-factor/totp.ts";
import type { AskingSession, TwoFactorContext } from "#lib/domain/two-factor/two-factor-context.ts";
import { newToken, sha256 } from "#lib/ids.ts";
import { open, seal } from "#lib/key-ring.ts";

const Answer = z.object({ sessionId: z.uuid() });

/**
 * Puts the secret of the set-up into use when the app's code belongs to it. Every session of the person ends; the new
 * one takes the place of the one that asks.
 * @returns the new session, and the recovery codes in clear, which are shown this once
 * @throws AppError `invalid_input` for the field `code`; `reauthentication_required`; `rate_limited`
 */
export async function confirmTwoFactor(
  context: TwoFactorContext,
  input: AppCodeInput,
  session: AskingSession,
): Promise<{ session: NewSession; recoveryCodes: string[] }> {
  const { userId, sessionId } = session;
  await limitAttempts(context, [{ key: `two-factor-set-up:${userId}`, limit: 20 }]);
  const boundTo = secretBelongsTo(userId);
  const sealed = await callFunction(context.db, "open_two_factor_set_up", {
    p_session: sessionId,
    p_secret_sealed: seal(context.keyRing, newTotpSecret(), boundTo),
  });
  const step = stepOf(open(context.keyRing, sealed, boundTo), input.code, new Date());
  if (step === null)
    throw wrongCode("This code does not belong to the key above. Is the phone's clock right?");
  const { codes, hashes } = await newRecoveryCodes();
  const refreshToken = newToken();
  const answer = Answer.parse(
    await callFunction(context.db, "confirm_two_factor", {
      p_session: sessionId,
      p_secret_sealed: sealed,
      p_step: step,
      p_code_hashes: hashes,
      p_token_hash: sha256(refreshToken),
    }),
  );
  return {
    session: { userId, sessionId: answer.sessionId, refreshToken },
    recoveryCodes: codes.map(shownCode),
  };
}
