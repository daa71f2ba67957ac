import type { RequestOrigin } from "#lib/db/mint-token.ts";
import { rotateSession } from "#lib/domain/sessions/rotate-session.ts";
import { accountsContext } from "#lib/http/accounts.ts";
import { claimsFor, decodeSession, encodeSession, isFresh } from "#lib/http/session-cookie.ts";

export type RefreshedSession =
  /** No cookie, or one that says nothing. */
  | { state: "none" }
  /** The access still runs. */
  | { state: "live" }
  /** The access had ended and was renewed: this is the new cookie. */
  | { state: "renewed"; cookie: string }
  /** The session is over: the cookie has to go. */
  | { state: "over" };

/**
 * Renews a session whose access has run out by exchanging its refresh token. Called by proxy.ts and
 * nowhere else: only there can the new cookie reach both the page and the browser.
 * @throws AppError `unavailable` when the database can't be asked; the session is then kept
 */
export async function refreshSession(
  cookie: string | undefined,
  now: Date,
  origin?: RequestOrigin,
): Promise<RefreshedSession> {
  if (!cookie) return { state: "none" };
  const claims = await decodeSession(cookie);
  if (!claims) return { state: "over" };
  if (isFresh(claims, now)) return { state: "live" };
  const next = await rotateSession(accountsContext(origin), { refreshToken: claims.rt });
  if (!next) return { state: "over" };
  return { state: "renewed", cookie: await encodeSession(claimsFor(next, now)) };
}
