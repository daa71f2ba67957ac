import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { AccountsContext, Device } from "#lib/domain/sessions/accounts-context.ts";
import { forgetAttempts, limitAttempts } from "#lib/domain/sessions/limit-attempts.ts";
import type { NewSession, SignInInput } from "#lib/domain/sessions/schema.ts";
import { startSession } from "#lib/domain/sessions/start-session.ts";
import { verifyPassword } from "#lib/domain/users/hash-password.ts";
import { AppError } from "#lib/errors.ts";

const Credential = z.object({ userId: z.uuid(), passwordHash: z.string() }).nullable();

/**
 * Checks a password and starts a session on this device. Whether the address or the password was
 * wrong is not told, neither by the text nor by the time it takes.
 * @throws AppError `unauthenticated`; `rate_limited` after 5 attempts with one address from one
 * place, 30 with one address, or 100 from one place in 15 minutes
 */
export async function signIn(
  context: AccountsContext,
  input: SignInInput,
  device: Device,
): Promise<NewSession> {
  const pair = `sign-in:${input.email}:${device.ip}`;
  await limitAttempts(context, [
    { key: pair, limit: 5 },
    { key: `sign-in:${input.email}`, limit: 30 },
    { key: `sign-in-from:${device.ip}`, limit: 100 },
  ]);
  const credential = Credential.parse(
    await callFunction(context.db, "find_credential", { p_email: input.email }),
  );
  const right = await verifyPassword(input.password, credential?.passwordHash ?? null);
  if (!right || !credential) {
    // The same work whether or not there is such an account.
    await callFunction(context.db, "record_failed_sign_in", { p_email: input.email });
    throw new AppError("unauthenticated", "The e-mail address or the password is not right.");
  }
  await forgetAttempts(context, pair);
  return startSession(context, credential.userId, device);
}
