import type { CookieOption, NextAuthOptions } from "next-auth";
import { z } from "zod";
import { signOut } from "#lib/domain/sessions/sign-out.ts";
import { accountsContext } from "#lib/http/accounts.ts";
import { ownProviders } from "#lib/http/auth-providers.ts";
import { enterFromGithub } from "#lib/http/enter-from-github.ts";
import { githubProviders } from "#lib/http/github-provider.ts";
import { notifySignIn } from "#lib/http/notify-sign-in.ts";
import {
  authSecret,
  claimsFor,
  REFRESH_SECONDS,
  SESSION_COOKIE,
  sessionCookieOptions,
} from "#lib/http/session-cookie.ts";
import { webLog } from "#lib/http/web-log.ts";

const SignedIn = z.object({ id: z.uuid(), sessionId: z.uuid(), refreshToken: z.string() });

const cookie = (name: string, sameSite: "strict" | "lax", maxAge?: number): CookieOption => ({
  name,
  options: { httpOnly: true, secure: true, path: "/", sameSite, ...(maxAge ? { maxAge } : {}) },
});

/** Settings of next-auth; a function, because the secret is read when it is needed and not at build. */
export function authOptions(): NextAuthOptions {
  return {
    secret: authSecret(),
    providers: [...ownProviders, ...githubProviders()],
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
      signIn: ({ user, account, profile }) =>
        account?.provider === "github" ? enterFromGithub(user, profile) : true,
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
