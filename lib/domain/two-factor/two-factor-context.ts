import type { AccountsContext } from "#lib/domain/sessions/accounts-context.ts";
import type { KeyRing } from "#lib/key-ring.ts";

/** What verbs of the second factor get: that of the sign-in edge, and the keys that open secrets. */
export interface TwoFactorContext extends AccountsContext {
  keyRing: KeyRing;
}

/** The session that asks. `ip` counts attempts by place. */
export interface AskingSession {
  userId: string;
  sessionId: string;
  ip: string;
}
