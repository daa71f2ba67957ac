import { callFunction } from "#lib/db/call.ts";
import { newRecoveryCodes, shownCode } from "#lib/domain/two-factor/recovery-codes.ts";
import type { CodeInput } from "#lib/domain/two-factor/schema.ts";
import { spendCode } from "#lib/domain/two-factor/spend-code.ts";
import type { AskingSession, TwoFactorContext } from "#lib/domain/two-factor/two-factor-context.ts";

/**
 * Ten new recovery codes; the old ones die.
 * @returns the codes in clear, which are shown this once
 * @throws AppError `reauthentication_required`; `invalid_input` for the field `code`; `rate_limited`
 */
export async function renewRecoveryCodes(
  context: TwoFactorContext,
  input: CodeInput,
  session: AskingSession,
): Promise<string[]> {
  return spendCode(context, session, input.code, async (proof) => {
    const { codes, hashes } = await newRecoveryCodes();
    const renewed = await callFunction(context.db, "renew_recovery_codes", {
      p_session: session.sessionId,
      p_code_hashes: hashes,
      ...proof,
    });
    return renewed ? codes.map(shownCode) : null;
  });
}
