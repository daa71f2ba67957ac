"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { confirmTwoFactor } from "#lib/domain/two-factor/confirm-two-factor.ts";
import { AppCodeInput, CodeInput, FEW_RECOVERY_CODES } from "#lib/domain/two-factor/schema.ts";
import { showSecondFactor } from "#lib/domain/two-factor/show-second-factor.ts";
import { safeReturnPath } from "#lib/http/request.ts";
import { enterSession, sessionAction } from "#lib/http/session-action.ts";

/** The second step of signing in; leads on to the page that was asked for, or to new codes when few are left. */
export const showSecondFactorAction = sessionAction({
  input: CodeInput.extend({ callbackUrl: z.string().max(2_000).optional() }),
  run: async (context, { code, callbackUrl }, asking) => {
    const { session, recoveryCodesLeft } = await showSecondFactor(context, { code }, asking);
    await enterSession(session);
    redirect(recoveryCodesLeft <= FEW_RECOVERY_CODES ? "/account/security" : safeReturnPath(callbackUrl));
  },
});

/** Puts the app into use; answers the recovery codes, which are shown this once. */
export const confirmTwoFactorAction = sessionAction({
  input: AppCodeInput,
  run: async (context, input, asking) => {
    const { session, recoveryCodes } = await confirmTwoFactor(context, input, asking);
    await enterSession(session);
    return { recoveryCodes };
  },
});
