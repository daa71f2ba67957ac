import { cookies, headers } from "next/headers";
import { cache } from "react";
import type { Database } from "#lib/db/database.ts";
import { mintToken, type RequestOrigin, tokenSeconds } from "#lib/db/mint-token.ts";
import { createUserClient } from "#lib/db/user-client.ts";
import { readSessionState } from "#lib/domain/sessions/queries.ts";
import type { SessionState } from "#lib/domain/sessions/schema.ts";
import { getViewer } from "#lib/domain/users/queries.ts";
import type { Viewer } from "#lib/domain/users/schema.ts";
import { env } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { originOf } from "#lib/http/request.ts";
import { decodeSession, isFresh, SESSION_COOKIE } from "#lib/http/session-cookie.ts";

export interface SignedIn {
  userId: string;
  sessionId: string;
}

/**
 * Who sent this request, by the cookie alone; null when nobody is signed in. Whether the session was
 * revoked is decided by the database at each query.
 */
export const getSession = cache(async (): Promise<SignedIn | null> => {
  const jar = await cookies();
  const claims = await decodeSession(jar.get(SESSION_COOKIE)?.value);
  if (!claims || !isFresh(claims, new Date())) return null;
  return { userId: claims.uid, sessionId: claims.sid };
});

/** Renews the token two minutes before it ends, for streams that outlive one. */
function sessionTokens(session: SignedIn, origin: RequestOrigin): () => Promise<string> {
  let current: { token: Promise<string>; renewAt: number } | undefined;
  return () => {
    const now = new Date();
    if (!current || now.getTime() >= current.renewAt) {
      const { userId: sub, sessionId: session_id } = session;
      const claims = { actor: "user", sub, session_id, origin } as const;
      current = { token: mintToken(claims, now), renewAt: now.getTime() + (tokenSeconds - 120) * 1000 };
    }
    return current.token;
  };
}

/** A database client with the rights of this person; it is worth nothing once the session is revoked. */
function sessionClient(session: SignedIn, origin: RequestOrigin): Database {
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY } = env();
  return createUserClient({
    url: SUPABASE_URL,
    publishableKey: SUPABASE_PUBLISHABLE_KEY,
    accessToken: sessionTokens(session, origin),
  });
}

/**
 * What the session of this request may do; asked when there is no visit, or when a page is about the session itself.
 * Asking is no activity.
 */
export const getSessionState = cache(async (): Promise<SessionState> => {
  const session = await getSession();
  if (!session) return { state: "over" };
  return readSessionState({ db: sessionClient(session, originOf(await headers())) });
});

export interface Visit {
  session: SignedIn;
  viewer: Viewer;
  db: Database;
}

/** The signed-in person of this request, asked from the database once; null when the session is over. */
export const getVisit = cache(async (): Promise<Visit | null> => {
  const session = await getSession();
  if (!session) return null;
  const db = sessionClient(session, originOf(await headers()));
  try {
    return { session, viewer: await getViewer({ db }), db };
  } catch (error) {
    if (error instanceof AppError && error.code === "unauthenticated") return null;
    throw error;
  }
});
