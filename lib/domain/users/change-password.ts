import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { AccountsContext } from "#lib/domain/sessions/accounts-context.ts";
import { forgetAttempts, limitAttempts } from "#lib/domain/sessions/limit-attempts.ts";
import { hashPassword, verifyPassword } from "#lib/domain/users/hash-password.ts";
import { requireStrongPassword } from "#lib/domain/users/require-strong-password.ts";
import type { ChangePasswordInput } from "#lib/domain/users/schema.ts";
import { AppError } from "#lib/errors.ts";

const Credential = z
  .object({ email: z.string(), name: z.string(), passwordHash: z.string().nullable() })
  .nullable();

function wrongField(field: keyof ChangePasswordInput, message: string): AppError {
  return new AppError("invalid_input", message, { fields: { [field]: message } });
}

/**
 * Sets a new password after the present one was shown; every other session of the person ends.
 * @returns how many sessions ended
 * @throws AppError `invalid_input` with the field that is wrong; `rate_limited` after 5 wrong tries
 */
export async function changePassword(
  context: AccountsContext,
  input: ChangePasswordInput,
  session: { userId: string; sessionId: string },
): Promise<{ endedSessions: number }> {
  const key = `change-password:${session.userId}`;
  await limitAttempts(context, [{ key, limit: 5 }]);
  const credential = Credential.parse(
    await callFunction(context.db, "find_credential", { p_user: session.userId }),
  );
  if (!(await verifyPassword(input.currentPassword, credential?.passwordHash ?? null)) || !credential) {
    throw wrongField("currentPassword", "This is not your present password.");
  }
  await requireStrongPassword(input.newPassword, "newPassword", [credential.name, credential.email]);
  await forgetAttempts(context, key);
  const endedSessions = await callFunction(context.db, "change_password", {
    p_user: session.userId,
    p_session: session.sessionId,
    p_password_hash: await hashPassword(input.newPassword),
  });
  return { endedSessions };
}
