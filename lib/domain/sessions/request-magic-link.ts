import { callFunction } from "#lib/db/call.ts";
import type { AccountsContext, Device } from "#lib/domain/sessions/accounts-context.ts";
import { limitAttempts } from "#lib/domain/sessions/limit-attempts.ts";
import type { EmailInput } from "#lib/domain/users/schema.ts";
import { newToken } from "#lib/ids.ts";

/**
 * Mails a link that signs in, if the address has an account; the caller learns nothing of that.
 * @throws AppError `rate_limited` after 20 from one place in 15 minutes
 */
export async function requestMagicLink(
  context: AccountsContext,
  input: EmailInput,
  device: Device,
): Promise<void> {
  await limitAttempts(context, [{ key: `mail-from:${device.ip}`, limit: 20 }]);
  await context.later(async () => {
    await callFunction(context.db, "request_magic_link", { p_email: input.email, p_token: newToken() });
  });
}
