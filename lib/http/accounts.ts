import type { RequestOrigin } from "#lib/db/mint-token.ts";
import { createServiceClient } from "#lib/db/service-client.ts";
import type { AccountsContext } from "#lib/domain/sessions/accounts-context.ts";
import type { TwoFactorContext } from "#lib/domain/two-factor/two-factor-context.ts";
import { afterAnswer } from "#lib/http/after-answer.ts";
import { authSecret } from "#lib/http/session-cookie.ts";
import { webLog } from "#lib/http/web-log.ts";
import { keyRing } from "#lib/key-ring.ts";

/**
 * The context of sign-up, sign-in, rotation and password changes: before or beside any tenant.
 * @param origin the request, for the audit log
 */
export function accountsContext(origin?: RequestOrigin): AccountsContext {
  return {
    db: createServiceClient(undefined, origin),
    log: webLog(),
    tokenSecret: authSecret(),
    later: async (work) => afterAnswer(work),
  };
}

/** The same, with the keys that open secrets of authenticator apps. */
export function twoFactorContext(origin?: RequestOrigin): TwoFactorContext {
  return { ...accountsContext(origin), keyRing: keyRing() };
}
