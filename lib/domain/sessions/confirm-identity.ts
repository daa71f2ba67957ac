import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import { forgetAttempts, limitAttempts } from "#lib/domain/sessions/limit-attempts.ts";
import type { ConfirmIdentityInput } from "#lib/domain/sessions/schema.ts";
import { spendCode, wrongCode } from "#lib/domain/two-factor/spend-code.ts";
import type { AskingSession, TwoFactorContext } from "#lib/domain/two-factor/two-factor-context.ts";
import { verifyPassword } from "#lib/domain/users/hash-password.ts";
import { AppError } from "#lib/errors.ts";

const Credential = z.object({ passwordHash: z.string() }).nullable();

async function checkPassword(context: TwoFactorContext, password: string, userId: string): Promise<void> {
  const key = `confirm-identity:${userId}`;
  await limitAttempts(context, [{ key, limit: 5 }]);
  const credential = Credential.parse(await callFunction(context.db, "find_credential", { p_user: userId }));
  if (!(await verifyPassword(password, credential?.passwordHash ?? null))) {
    const message = "This is not your password.";
    throw new AppError("invalid_input", message, { fields: { password: message } });
  }
  await forgetAttempts(context, key);
}

/**
 * The person shows again who they are, by password and by code where they have a second factor. Sensitive acts are
 * open for 24 hours then.
 * @throws AppError `invalid_input` with the field that is wrong; `rate_limited`
 */
export async function confirmIdentity(
  context: TwoFactorContext,
  input: ConfirmIdentityInput,
  session: AskingSession,
): Promise<void> {
  await checkPassword(context, input.password, session.userId);
  const confirm = (proof: { p_step: number | null; p_recovery_hash: string | null }) =>
    callFunction(context.db, "confirm_identity", { p_session: session.sessionId, ...proof });
  if (input.code) {
    await spendCode(context, session, input.code, confirm);
  } else if (!(await confirm({ p_step: null, p_recovery_hash: null }))) {
    throw wrongCode("Enter a code of your authenticator app.");
  }
}
