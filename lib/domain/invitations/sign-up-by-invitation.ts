import { callFunction } from "#lib/db/call.ts";
import { findInvitation } from "#lib/domain/invitations/queries.ts";
import type { SignUpByInvitationInput } from "#lib/domain/invitations/schema.ts";
import type { AccountsContext, Device } from "#lib/domain/sessions/accounts-context.ts";
import { limitAttempts } from "#lib/domain/sessions/limit-attempts.ts";
import { hashPassword } from "#lib/domain/users/hash-password.ts";
import { requireStrongPassword } from "#lib/domain/users/require-strong-password.ts";
import { NewAccount } from "#lib/domain/users/schema.ts";
import { AppError } from "#lib/errors.ts";
import { sha256 } from "#lib/ids.ts";

/**
 * A new account for the address that was invited, as a member of that tenant. The link came to that address,
 * so it is confirmed by it.
 * @throws AppError `unprocessable` when the link was withdrawn, used or is too old; `conflict` when the
 * address has an account; `invalid_input` for a weak password; `rate_limited`
 */
export async function signUpByInvitation(
  context: AccountsContext,
  input: SignUpByInvitationInput,
  device: Device,
): Promise<NewAccount & { email: string }> {
  await limitAttempts(context, [{ key: `link-from:${device.ip}`, limit: 50 }]);
  const invitation = await findInvitation(context, input);
  if (invitation?.state !== "open")
    throw new AppError("unprocessable", "This invitation was withdrawn, used or is too old.");
  const about = [input.name, invitation.email, invitation.tenantName];
  await requireStrongPassword(input.password, "password", about);
  const answer = await callFunction(context.db, "sign_up_by_invitation", {
    p_token_hash: sha256(input.token),
    p_name: input.name,
    p_password_hash: await hashPassword(input.password),
  });
  return { ...NewAccount.parse(answer), email: invitation.email };
}
