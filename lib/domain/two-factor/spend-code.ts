import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import { forgetAttempts, limitAttempts } from "#lib/domain/sessions/limit-attempts.ts";
import { recoveryHashOf } from "#lib/domain/two-factor/recovery-codes.ts";
import { isRecoveryCode } from "#lib/domain/two-factor/schema.ts";
import { stepOf } from "#lib/domain/two-factor/totp.ts";
import type { AskingSession, TwoFactorContext } from "#lib/domain/two-factor/two-factor-context.ts";
import { AppError } from "#lib/errors.ts";
import { open } from "#lib/key-ring.ts";

/** Where a person's secret belongs, for the key ring. */
export const secretBelongsTo = (userId: string): string => `two-factor:${userId}`;

const Stored = z.object({ secretSealed: z.string(), recoveryHash: z.string().nullable() }).nullable();

/** A right code in the form that SQL takes and uses up: one of the two is null. */
export interface Proof {
  p_step: number | null;
  p_recovery_hash: string | null;
}

export function wrongCode(message: string): AppError {
  return new AppError("invalid_input", message, { fields: { code: message } });
}

async function proofOf(context: TwoFactorContext, userId: string, code: string): Promise<Proof | null> {
  const stored = Stored.parse(await callFunction(context.db, "find_two_factor", { p_user: userId }));
  if (!stored) return null;
  if (isRecoveryCode(code)) {
    if (!stored.recoveryHash) return null;
    return { p_step: null, p_recovery_hash: await recoveryHashOf(code, stored.recoveryHash) };
  }
  const step = stepOf(open(context.keyRing, stored.secretSealed, secretBelongsTo(userId)), code, new Date());
  return step === null ? null : { p_step: step, p_recovery_hash: null };
}

/**
 * Checks a code and hands its proof to `take`, which uses it up in the database and answers null or false when it was
 * used before. Attempts are counted first: 5 from one place and 20 in all in 15 minutes. Only who has shown the
 * password gets here, so a stranger can't use the limit to keep somebody out.
 * @throws AppError `invalid_input` for the field `code`; `rate_limited`
 */
export async function spendCode<Answer>(
  context: TwoFactorContext,
  session: AskingSession,
  code: string,
  take: (proof: Proof) => Promise<Answer | null | false>,
): Promise<Answer> {
  const pair = `two-factor:${session.userId}:${session.ip}`;
  await limitAttempts(context, [
    { key: pair, limit: 5 },
    { key: `two-factor:${session.userId}`, limit: 20 },
  ]);
  const proof = await proofOf(context, session.userId, code);
  const answer = proof ? await take(proof) : null;
  if (answer === null || answer === false) {
    await callFunction(context.db, "record_failed_second_factor", { p_session: session.sessionId });
    throw wrongCode(
      isRecoveryCode(code)
        ? "This is none of your unused recovery codes."
        : "This code is not right, or was used before. Wait for the next one.",
    );
  }
  await forgetAttempts(context, pair);
  return answer;
}
