import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { AccountsContext, Device } from "#lib/domain/sessions/accounts-context.ts";
import { type AttemptLimit, forgetAttempts, limitAttempts } from "#lib/domain/sessions/limit-attempts.ts";
import type { NewSession, SignInInput } from "#lib/domain/sessions/schema.ts";
import { startSession } from "#lib/domain/sessions/start-session.ts";
import { hashPassword, needsUpgrade, verifyPassword } from "#lib/domain/users/hash-password.ts";
import { AppError } from "#lib/errors.ts";

const Credential = z.object({ userId: z.uuid(), passwordHash: z.string().nullable() }).nullable();

/**
 * What an attempt counts against. A browser in which the person of this address signed in before has a counter of
 * its own; all others share those of the address, so strangers can use up theirs and not the owner's. After OWASP,
 * "Slow Down Online Guessing Attacks with Device Cookies".
 */
async function limitsOf(
  context: AccountsContext,
  email: string,
  device: Device,
): Promise<[AttemptLimit, ...AttemptLimit[]]> {
  const known = await callFunction(context.db, "is_known_device", {
    p_email: email,
    p_device_hash: device.hash ?? "",
  });
  if (known) return [{ key: `sign-in-device:${email}:${device.hash}`, limit: 10 }];
  return [
    { key: `sign-in:${email}:${device.ip}`, limit: 5 },
    { key: `sign-in:${email}`, limit: 30 },
    { key: `sign-in-from:${device.ip}`, limit: 100 },
  ];
}

/** Hashes the password anew when the parameters have grown since; only now is it at hand in clear. */
async function upgradeHash(
  context: AccountsContext,
  input: { userId: string; password: string; passwordHash: string },
): Promise<void> {
  if (!needsUpgrade(input.passwordHash)) return;
  await callFunction(context.db, "upgrade_password_hash", {
    p_user: input.userId,
    p_before: input.passwordHash,
    p_after: await hashPassword(input.password),
  });
}

/**
 * Checks a password and starts a session on this device. Whether the address or the password was
 * wrong is not told, neither by the text nor by the time it takes.
 * @throws AppError `unauthenticated`; `rate_limited` within 15 minutes after 10 attempts from a browser that is known
 * for the address; else after 5 with one address from one place, 30 with one address, or 100 from one place
 */
export async function signIn(
  context: AccountsContext,
  input: SignInInput,
  device: Device,
): Promise<NewSession> {
  const limits = await limitsOf(context, input.email, device);
  await limitAttempts(context, limits);
  const credential = Credential.parse(
    await callFunction(context.db, "find_credential", { p_email: input.email }),
  );
  const passwordHash = credential?.passwordHash ?? null;
  const right = await verifyPassword(input.password, passwordHash);
  if (!right || !credential || !passwordHash) {
    await context.later(async () => {
      await callFunction(context.db, "record_failed_sign_in", { p_email: input.email });
    });
    throw new AppError("unauthenticated", "The e-mail address or the password is not right.");
  }
  await forgetAttempts(context, limits[0].key);
  await upgradeHash(context, { userId: credential.userId, password: input.password, passwordHash });
  return startSession(context, credential.userId, device);
}
