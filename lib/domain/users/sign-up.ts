import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { AccountsContext, Device } from "#lib/domain/sessions/accounts-context.ts";
import { limitAttempts } from "#lib/domain/sessions/limit-attempts.ts";
import { slugFrom } from "#lib/domain/tenants/schema.ts";
import { hashPassword } from "#lib/domain/users/hash-password.ts";
import type { SignUpInput } from "#lib/domain/users/schema.ts";
import { AppError } from "#lib/errors.ts";

const Answer = z.object({ userId: z.uuid(), tenantId: z.uuid(), slug: z.string() });
export type NewAccount = z.infer<typeof Answer>;

/**
 * A new person with a tenant of the own. Until addresses are verified by e-mail, the answer has to
 * say that an address is taken; the limit keeps that from being a way to list accounts.
 * @throws AppError `conflict` with the field `email`; `rate_limited` after 50 from one place in 15 minutes
 */
export async function signUp(
  context: AccountsContext,
  input: SignUpInput,
  device: Device,
): Promise<NewAccount> {
  await limitAttempts(context, [{ key: `sign-up-from:${device.ip}`, limit: 50 }]);
  try {
    const answer = await callFunction(context.db, "sign_up", {
      p_email: input.email,
      p_name: input.name,
      p_password_hash: await hashPassword(input.password),
      p_tenant_name: input.tenantName,
      p_tenant_slug: slugFrom(input.tenantName),
    });
    return Answer.parse(answer);
  } catch (error) {
    if (!(error instanceof AppError && error.code === "conflict")) throw error;
    const message = "An account with this e-mail address exists: sign in instead.";
    throw new AppError("conflict", message, { cause: error, fields: { email: message } });
  }
}
