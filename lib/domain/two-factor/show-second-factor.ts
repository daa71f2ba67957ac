import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { NewSession } from "#lib/domain/sessions/schema.ts";
import type { CodeInput } from "#lib/domain/two-factor/schema.ts";
import { spendCode } from "#lib/domain/two-factor/spend-code.ts";
import type { AskingSession, TwoFactorContext } from "#lib/domain/two-factor/two-factor-context.ts";
import { newToken, sha256 } from "#lib/ids.ts";

const Answer = z.object({ sessionId: z.uuid(), recoveryCodesLeft: z.number().int() }).nullable();

/**
 * The second step of signing in: a code of the app, or a recovery code, which is used up.
 * @returns the session that takes the place of the one that owed its factor
 * @throws AppError `invalid_input` for the field `code`; `unauthenticated`; `rate_limited`
 */
export async function showSecondFactor(
  context: TwoFactorContext,
  input: CodeInput,
  session: AskingSession,
): Promise<{ session: NewSession; recoveryCodesLeft: number }> {
  const refreshToken = newToken();
  const answer = await spendCode(context, session, input.code, async (proof) =>
    Answer.parse(
      await callFunction(context.db, "show_second_factor", {
        p_session: session.sessionId,
        p_token_hash: sha256(refreshToken),
        ...proof,
      }),
    ),
  );
  return {
    session: { userId: session.userId, sessionId: answer.sessionId, refreshToken },
    recoveryCodesLeft: answer.recoveryCodesLeft,
  };
}
