import type { CookieOption, NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { z } from "zod";
import { SignInInput } from "#lib/domain/sessions/schema.ts";
import { signIn } from "#lib/domain/sessions/sign-in.ts";
import { signOut } from "#lib/domain/sessions/sign-out.ts";
import { AppError, toAppError } from "#lib/errors.ts";
import { accountsContext } from "#lib/http/accounts.ts";
import { notifySignIn } from "#lib/http/notify-sign-in.ts";
import { deviceOf, originOf } from "#lib/http/request.ts";
import {
  authSecret,
  claimsFor,
  REFRESH_SECONDS,
  SESSION_COOKIE,
  sessionCookieOptions,
} from "#lib/http/session-cookie.ts";
import { webLog } from "#lib/http/web-log.ts";

const SignedIn = z.object({ id: z.uuid(), sessionId: z.uuid(), refreshToken: z.string() });

/**
 * next-auth hands the message of a thrown error to the browser, so it gets a code and the public text
 * and nothing else: "rate_limited: Too many attempts. …".
 */
function speakingError(error: unknown): Error {
  const known = toAppError(error);
  if (!known.expected) webLog().error({ err: known.cause ?? known }, "sign-in failed");
  return new Error(`${known.code}: ${known.message}`);
}

const password = Credentials({
  credentials: { email: {}, password: {} },
  async authorize(credentials, request) {
    try {
      const input = SignInInput.safeParse(credentials);
      if (!input.success) throw new AppError("invalid_input", input.error.issues[0]?.message);
      const from = new Headers(request.headers);
      const { userId, ...session } = await signIn(
        accountsContext(originOf(from)),
        input.data,
        deviceOf(from),
      );
      return { id: userId, ...session };
    } catch (error) {
      throw speakingError(error);
    }
  },
});

const cookie = (name: string, sameSite: "strict" | "lax", maxAge?: number): CookieOption => ({
  name,
  options: { httpOnly: true, secure: true, path: "/", sameSite, ...(maxAge ? { maxAge } : {}) },
});

/** Settings of next-auth; a function, because the secret is read when it is needed and not at build. */
export function authOptions(): NextAuthOptions {
  return {
    secret: authSecret(),
    providers: [password],
    session: { strategy: "jwt", maxAge: REFRESH_SECONDS },
    useSecureCookies: true,
    pages: { signIn: "/sign-in", signOut: "/sign-out", error: "/sign-in" },
    cookies: {
      sessionToken: { name: SESSION_COOKIE, options: sessionCookieOptions },
      csrfToken: cookie("__Host-morningai.csrf", "strict"),
      // These three have to survive the way back from another site's sign-in page.
      callbackUrl: cookie("__Secure-morningai.callback-url", "lax"),
      state: cookie("__Secure-morningai.state", "lax", 900),
      pkceCodeVerifier: cookie("__Secure-morningai.pkce", "lax", 900),
    },
    callbacks: {
      // Never renews: next-auth may run this where no cookie can be written. proxy.ts does it.
      jwt: ({ token, user }) => {
        if (!user) return token;
        const { id, ...session } = SignedIn.parse(user);
        return { ...claimsFor({ userId: id, ...session }, new Date()) };
      },
      // Pages ask the database who somebody is; the browser needs to know nothing.
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      // Whichever way of signing in it was; a session that owes its second factor has nothing to tell yet.
      signIn: ({ user }) => notifySignIn(SignedIn.parse(user).sessionId),
      signOut: async ({ token }) => {
        if (typeof token?.sid === "string") await signOut(accountsContext(), { sessionId: token.sid });
      },
    },
    logger: {
      error: (code, metadata) => webLog().error({ code, metadata }, "next-auth"),
      warn: (code) => webLog().warn({ code }, "next-auth"),
      debug: () => undefined,
    },
  };
}
