import { callFunction } from "#lib/db/call.ts";
import type { AccountsContext, Device } from "#lib/domain/sessions/accounts-context.ts";
import { limitAttempts } from "#lib/domain/sessions/limit-attempts.ts";
import { slugFrom } from "#lib/domain/tenants/schema.ts";
import { hashPassword } from "#lib/domain/users/hash-password.ts";
import { requireStrongPassword } from "#lib/domain/users/require-strong-password.ts";
import type { SignUpInput } from "#lib/domain/users/schema.ts";
import { newToken } from "#lib/ids.ts";

/**
 * Keeps a sign-up and mails its link; there is an account once the link was followed. For an address that has
 * one already the mail says so, and the caller learns nothing: same answer, same work.
 * @throws AppError `invalid_input` for a weak password; `rate_limited` after 20 mails from one place in 15 minutes
 */
export async function requestSignUp(
  context: AccountsContext,
  input: SignUpInput,
  device: Device,
): Promise<void> {
  await limitAttempts(context, [{ key: `mail-from:${device.ip}`, limit: 20 }]);
  await requireStrongPassword(input.password, "password", [input.name, input.email, input.tenantName]);
  const passwordHash = await hashPassword(input.password);
  await context.later(async () => {
    await callFunction(context.db, "request_sign_up", {
      p_email: input.email,
      p_name: input.name,
      p_password_hash: passwordHash,
      p_tenant_name: input.tenantName,
      p_tenant_slug: slugFrom(input.tenantName),
      p_token: newToken(),
    });
  });
}
