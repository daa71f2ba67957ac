"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { getLoginNotifications } from "#lib/domain/login-notifications/queries.ts";
import { SetLoginNotificationsInput } from "#lib/domain/login-notifications/schema.ts";
import { setLoginNotifications } from "#lib/domain/login-notifications/set-login-notifications.ts";
import { revokeOtherSessions } from "#lib/domain/sessions/revoke-other-sessions.ts";
import { revokeSession } from "#lib/domain/sessions/revoke-session.ts";
import { RevokeSessionInput } from "#lib/domain/sessions/schema.ts";
import { removeTwoFactor } from "#lib/domain/two-factor/remove-two-factor.ts";
import { renewRecoveryCodes } from "#lib/domain/two-factor/renew-recovery-codes.ts";
import { CodeInput } from "#lib/domain/two-factor/schema.ts";
import { accountAction } from "#lib/http/account-action.ts";
import { deliverSoon } from "#lib/http/deliver-soon.ts";
import { sessionAction } from "#lib/http/session-action.ts";
import { keyRing } from "#lib/key-ring.ts";

const renewPage = () => revalidatePath("/account/security");

export const revokeSessionAction = accountAction({
  input: RevokeSessionInput,
  run: async (visit, input) => {
    await revokeSession(visit, input);
    renewPage();
  },
});

export const revokeOtherSessionsAction = accountAction({
  input: z.object({}),
  run: async (visit) => {
    const ended = await revokeOtherSessions(visit);
    renewPage();
    return { ended };
  },
});

export const removeTwoFactorAction = sessionAction({
  input: CodeInput,
  run: async (context, input, session) => {
    await removeTwoFactor(context, input, session);
    renewPage();
  },
});

export const renewRecoveryCodesAction = sessionAction({
  input: CodeInput,
  run: async (context, input, session) => ({
    recoveryCodes: await renewRecoveryCodes(context, input, session),
  }),
});

export const setLoginNotificationsAction = accountAction({
  input: SetLoginNotificationsInput,
  run: async (visit, input) => {
    const { hasWebhook } = await getLoginNotifications(visit);
    const person = { userId: visit.session.userId, hasWebhook };
    await setLoginNotifications({ db: visit.db, keyRing: keyRing() }, input, person);
    deliverSoon();
    renewPage();
  },
});
