import type { OAuthConfig } from "next-auth/providers/oauth";
import { z } from "zod";
import type { ForeignAccount } from "#lib/domain/identities/schema.ts";
import { env } from "#lib/env.ts";

const GITHUB = "https://github.com";
const TIMEOUT_MS = 10_000;

const User = z.object({ id: z.number().int(), login: z.string().min(1), name: z.string().nullish() });
const Emails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

export const GithubProfile = z.object({
  id: z.string(),
  login: z.string(),
  name: z.string(),
  /** The primary address when GitHub has verified it; GitHub shows unverified ones too. */
  verifiedEmail: z.string().nullable(),
});
type GithubProfile = z.infer<typeof GithubProfile>;

async function ask<Schema extends z.ZodType>(url: string, token: string, schema: Schema) {
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${token}`, accept: "application/vnd.github+json" },
    redirect: "error",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`GitHub answered ${response.status} to ${new URL(url).pathname}`);
  return schema.parse(await response.json());
}

async function readAccount(api: string, token: string): Promise<GithubProfile> {
  const [user, emails] = await Promise.all([
    ask(`${api}/user`, token, User),
    ask(`${api}/user/emails`, token, Emails),
  ]);
  const primary = emails.find((one) => one.primary && one.verified);
  const { login } = user;
  return { id: String(user.id), login, name: user.name || login, verifiedEmail: primary?.email ?? null };
}

/** Whether people can come from GitHub. */
export const hasGithub = (): boolean => Boolean(env().GITHUB_OAUTH_ID && env().GITHUB_OAUTH_SECRET);

/** Sign-in with GitHub, or with a GitHub Enterprise Server at GITHUB_OAUTH_BASE; none when its keys are not set. */
export function githubProviders(): OAuthConfig<GithubProfile>[] {
  const { GITHUB_OAUTH_ID, GITHUB_OAUTH_SECRET, GITHUB_OAUTH_BASE } = env();
  if (!GITHUB_OAUTH_ID || !GITHUB_OAUTH_SECRET) return [];
  const base = (GITHUB_OAUTH_BASE ?? GITHUB).replace(/\/+$/, "");
  const api = base === GITHUB ? "https://api.github.com" : `${base}/api/v3`;
  return [
    {
      id: "github",
      name: "GitHub",
      type: "oauth",
      clientId: GITHUB_OAUTH_ID,
      clientSecret: GITHUB_OAUTH_SECRET,
      authorization: { url: `${base}/login/oauth/authorize`, params: { scope: "read:user user:email" } },
      token: `${base}/login/oauth/access_token`,
      userinfo: { url: `${api}/user`, request: ({ tokens }) => readAccount(api, tokens.access_token ?? "") },
      checks: ["pkce", "state"],
      profile: ({ id, name }) => ({ id, name }),
    },
  ];
}

/** What GitHub says about who comes from there. */
export function foreignAccount(profile: unknown): ForeignAccount {
  const { id, ...account } = GithubProfile.parse(profile);
  return { provider: "github", subject: id, ...account };
}
