import { createServiceClient } from "#lib/db/service-client.ts";
import type { AccountsContext } from "#lib/domain/sessions/accounts-context.ts";
import { authSecret } from "#lib/http/session-cookie.ts";
import { webLog } from "#lib/http/web-log.ts";

/** The context of sign-up, sign-in, rotation and password changes: before or beside any tenant. */
export function accountsContext(): AccountsContext {
  return { db: createServiceClient(), log: webLog(), tokenSecret: authSecret() };
}
