"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { confirmTwoFactor } from "#lib/domain/two-factor/confirm-two-factor.ts";
import {
  AppCodeInput,
  CodeInput,
  FEW_RECOVERY_CODES,
  isRecoveryCode,
} from "#lib/domain/two-factor/schema.ts";
import { showSecondFactor } from "#lib/domain/two-factor/show-second-factor.ts";
import { safeReturnPath } from "#lib/http/request.ts";
import { enterSession, sessionAction } from "#lib/http/session-action.ts";

/** The second step of signing in; leads on to the page that was asked for; who has used up most recovery codes comes by where new ones are made. */
export const showSecondFactorAction = sessionAction({
  input: CodeInput.extend({ callbackUrl: z.string().max(2_000).optional() }),
  run: async (context, { code, callbackUrl }, asking) => {
    const { session, recoveryCodesLeft } = await showSecondFactor(context, { code }, asking);
    await enterSession(session);
    const few = isRecoveryCode(code) && recoveryCodesLeft <= FEW_RECOVERY_CODES;
    redirect(few ? "/account/security" : safeReturnPath(callbackUrl));
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
