import { callFunction } from "#lib/db/call.ts";
import type { AccountsContext, Device } from "#lib/domain/sessions/accounts-context.ts";
import { limitAttempts } from "#lib/domain/sessions/limit-attempts.ts";
import { findMailLink } from "#lib/domain/users/find-mail-link.ts";
import { hashPassword } from "#lib/domain/users/hash-password.ts";
import { requireStrongPassword } from "#lib/domain/users/require-strong-password.ts";
import type { ResetPasswordInput } from "#lib/domain/users/schema.ts";
import { AppError } from "#lib/errors.ts";
import { sha256 } from "#lib/ids.ts";

/**
 * Sets a new password by a link from a mail. All sessions end, and nobody is signed in by it: the next sign-in
 * asks for the second factor as ever.
 * @throws AppError `unprocessable` when the link was used or is too old; `invalid_input` for a weak password;
 * `rate_limited`
 */
export async function resetPassword(
  context: AccountsContext,
  input: ResetPasswordInput,
  device: Device,
): Promise<void> {
  await limitAttempts(context, [{ key: `link-from:${device.ip}`, limit: 50 }]);
  const link = await findMailLink(context, { token: input.token, purpose: "reset_password" });
  if (!link) throw new AppError("unprocessable", "This link has been used or is too old.");
  await requireStrongPassword(input.newPassword, "newPassword", [link.name, link.email]);
  await callFunction(context.db, "reset_password", {
    p_token_hash: sha256(input.token),
    p_password_hash: await hashPassword(input.newPassword),
  });
}
