import { callFunction } from "#lib/db/call.ts";
import type { CodeInput } from "#lib/domain/two-factor/schema.ts";
import { spendCode } from "#lib/domain/two-factor/spend-code.ts";
import type { AskingSession, TwoFactorContext } from "#lib/domain/two-factor/two-factor-context.ts";

/**
 * Switches the second factor off; every other session ends.
 * @throws AppError `unprocessable` where the role or a tenant asks for one; `reauthentication_required`;
 * `invalid_input` for the field `code`; `rate_limited`
 */
export async function removeTwoFactor(
  context: TwoFactorContext,
  input: CodeInput,
  session: AskingSession,
): Promise<void> {
  await spendCode(context, session, input.code, (proof) =>
    callFunction(context.db, "remove_two_factor", { p_session: session.sessionId, ...proof }),
  );
}
