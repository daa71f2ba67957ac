/** Holds what connects a GitHub account to the person once signed in. It opens nothing without a session. */
export const IDENTITY_CLAIM_COOKIE = "__Host-morningai.identity-claim";

export const identityClaimCookieOptions = {
  httpOnly: true,
  secure: true,
  // Set on the way back from the other site, read by our own page.
  sameSite: "strict",
  path: "/",
  maxAge: 15 * 60,
} as const;

/** Says on the way back from the other site that a signed-in person wanted to connect it. */
export const CONNECT_COOKIE = "__Secure-morningai.connect";

/** Lax: it has to come along on that way. */
export const connectCookieOptions = { ...identityClaimCookieOptions, sameSite: "lax" } as const;
