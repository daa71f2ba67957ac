import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { AccountsContext, Device } from "#lib/domain/sessions/accounts-context.ts";
import { limitAttempts } from "#lib/domain/sessions/limit-attempts.ts";
import { verifyPassword } from "#lib/domain/users/hash-password.ts";
import { type ConfirmSignUpInput, NewAccount } from "#lib/domain/users/schema.ts";
import { AppError } from "#lib/errors.ts";
import { sha256 } from "#lib/ids.ts";

const SignUp = z.object({ email: z.string(), passwordHash: z.string() }).nullable();

/**
 * Makes the account of a sign-up, with a tenant of the own. The password has to be shown again: whoever signed
 * up somebody else's address doesn't have the link, and whoever has the link doesn't know that password.
 * @throws AppError `unprocessable` when the link was used or is too old; `invalid_input` at the field
 * `password`; `conflict` when the address got an account in the meantime; `rate_limited`
 */
export async function confirmSignUp(
  context: AccountsContext,
  input: ConfirmSignUpInput,
  device: Device,
): Promise<NewAccount & { email: string }> {
  const p_token_hash = sha256(input.token);
  await limitAttempts(context, [
    { key: `confirm-sign-up:${p_token_hash}`, limit: 10 },
    { key: `link-from:${device.ip}`, limit: 50 },
  ]);
  const signUp = SignUp.parse(await callFunction(context.db, "find_sign_up", { p_token_hash }));
  const right = await verifyPassword(input.password, signUp?.passwordHash ?? null);
  if (!signUp) throw new AppError("unprocessable", "This link has been used or is too old.");
  if (!right) {
    const message = "This is not the password you chose when you signed up.";
    throw new AppError("invalid_input", message, { fields: { password: message } });
  }
  const account = await callFunction(context.db, "confirm_sign_up", { p_token_hash });
  return { ...NewAccount.parse(account), email: signUp.email };
}
