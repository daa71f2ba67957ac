import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { AccountsContext } from "#lib/domain/sessions/accounts-context.ts";
import { forgetAttempts, limitAttempts } from "#lib/domain/sessions/limit-attempts.ts";
import { verifyPassword } from "#lib/domain/users/hash-password.ts";
import type { ChangeEmailInput } from "#lib/domain/users/schema.ts";
import { AppError } from "#lib/errors.ts";
import { newToken } from "#lib/ids.ts";

const Credential = z.object({ email: z.string(), passwordHash: z.string().nullable() }).nullable();

function wrongField(field: keyof ChangeEmailInput, message: string): AppError {
  return new AppError("invalid_input", message, { fields: { [field]: message } });
}

/**
 * Mails a link to a new address, which counts once it is followed. Whether the address has another account is
 * told by the mail alone.
 * @throws AppError `invalid_input` with the field that is wrong; `rate_limited` after 5 wrong tries
 */
export async function requestEmailChange(
  context: AccountsContext,
  input: ChangeEmailInput,
  session: { userId: string },
): Promise<void> {
  const key = `change-password:${session.userId}`;
  await limitAttempts(context, [{ key, limit: 5 }]);
  const credential = Credential.parse(
    await callFunction(context.db, "find_credential", { p_user: session.userId }),
  );
  if (!(await verifyPassword(input.password, credential?.passwordHash ?? null)))
    throw wrongField("password", "This is not your password.");
  if (input.email === credential?.email) throw wrongField("email", "This is your address already.");
  await forgetAttempts(context, key);
  await context.later(async () => {
    await callFunction(context.db, "request_email_change", {
      p_user: session.userId,
      p_email: input.email,
      p_token: newToken(),
    });
  });
}
