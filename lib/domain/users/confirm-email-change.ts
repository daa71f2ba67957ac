import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { AccountsContext, Device } from "#lib/domain/sessions/accounts-context.ts";
import { limitAttempts } from "#lib/domain/sessions/limit-attempts.ts";
import type { MailLinkInput } from "#lib/domain/users/schema.ts";
import { sha256 } from "#lib/ids.ts";

/**
 * The new address counts from now on; the old one gets a notice.
 * @throws AppError `unprocessable` when the link was used or is too old; `conflict` when the address got an
 * account in the meantime; `rate_limited`
 */
export async function confirmEmailChange(
  context: AccountsContext,
  input: MailLinkInput,
  device: Device,
): Promise<{ email: string }> {
  await limitAttempts(context, [{ key: `link-from:${device.ip}`, limit: 50 }]);
  const answer = await callFunction(context.db, "confirm_email_change", {
    p_token_hash: sha256(input.token),
  });
  return z.object({ email: z.string() }).parse(answer);
}
