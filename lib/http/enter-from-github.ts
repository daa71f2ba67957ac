import { cookies, headers } from "next/headers";
import type { User } from "next-auth";
import { enterByIdentity } from "#lib/domain/identities/enter-by-identity.ts";
import { accountsContext } from "#lib/http/accounts.ts";
import { foreignAccount } from "#lib/http/github-provider.ts";
import {
  CONNECT_COOKIE,
  connectCookieOptions,
  IDENTITY_CLAIM_COOKIE,
  identityClaimCookieOptions,
} from "#lib/http/identity-claim-cookie.ts";
import { deviceOf, originOf } from "#lib/http/request.ts";

/**
 * next-auth's question whether somebody who comes from GitHub may enter. Puts the new session on `user`, from
 * where it goes into the cookie; otherwise answers the path of the page that says what to do.
 */
export async function enterFromGithub(user: User, profile: unknown): Promise<true | string> {
  const from = await headers();
  const jar = await cookies();
  const account = { ...foreignAccount(profile), connect: jar.has(CONNECT_COOKIE) };
  jar.set(CONNECT_COOKIE, "", { ...connectCookieOptions, maxAge: 0 });
  const entrance = await enterByIdentity(accountsContext(originOf(from)), account, deviceOf(from));
  if (entrance.outcome === "unverified") return "/sign-in?error=github_unverified";
  if (entrance.outcome === "claim") {
    jar.set(IDENTITY_CLAIM_COOKIE, entrance.claim, identityClaimCookieOptions);
    return "/connect-github";
  }
  const { userId, ...session } = entrance.session;
  Object.assign(user, { id: userId, ...session });
  return true;
}
