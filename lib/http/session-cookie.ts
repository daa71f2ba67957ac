import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { env } from "#lib/env.ts";

/** Life of an access; after it the refresh token has to be exchanged. Seconds. */
export const ACCESS_SECONDS = 15 * 60;
/** Life of a refresh token, moved ahead with each exchange. Seconds. */
export const REFRESH_SECONDS = 7 * 24 * 60 * 60;

export const SESSION_COOKIE = "__Secure-morningai.session";

/** Of the session cookie; browsers accept Secure cookies from http://localhost and http://127.0.0.1 too. */
export const sessionCookieOptions = {
  httpOnly: true,
  secure: true,
  sameSite: "strict",
  path: "/",
  maxAge: REFRESH_SECONDS,
} as const;

const SessionClaims = z.object({
  uid: z.uuid(),
  sid: z.uuid(),
  /** When the access ends, seconds since 1970. */
  accessExp: z.number().int(),
  /** Refresh token in clear: the cookie is encrypted. */
  rt: z.string().min(1),
});
export type SessionClaims = z.infer<typeof SessionClaims>;

/** The secret that encrypts session cookies and derives refresh tokens. */
export function authSecret(): string {
  const secret = env().NEXTAUTH_SECRET;
  if (!secret) throw new Error("Set NEXTAUTH_SECRET to a random text of 32 characters or more.");
  return secret;
}

/** The claims of a new access for this session. */
export function claimsFor(
  session: { userId: string; sessionId: string; refreshToken: string },
  now: Date,
): SessionClaims {
  return {
    uid: session.userId,
    sid: session.sessionId,
    accessExp: Math.floor(now.getTime() / 1000) + ACCESS_SECONDS,
    rt: session.refreshToken,
  };
}

/** The value of the session cookie: next-auth's encrypted token. */
export function encodeSession(claims: SessionClaims): Promise<string> {
  return encode({ token: { ...claims }, secret: authSecret(), maxAge: REFRESH_SECONDS });
}

/** The claims of a session cookie; null when it is missing, foreign, damaged or too old. */
export async function decodeSession(cookie: string | undefined): Promise<SessionClaims | null> {
  if (!cookie) return null;
  try {
    return SessionClaims.parse(await decode({ token: cookie, secret: authSecret() }));
  } catch (error) {
    if (error instanceof Error && /NEXTAUTH_SECRET/.test(error.message)) throw error;
    return null;
  }
}

/** True while the access part has not run out. */
export function isFresh(claims: SessionClaims, now: Date): boolean {
  return claims.accessExp > Math.floor(now.getTime() / 1000);
}
