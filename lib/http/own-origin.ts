import { env } from "#lib/env.ts";

const safe = new Set(["GET", "HEAD", "OPTIONS"]);

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

/**
 * True when a page of another site, or of another host below the same name, may have sent this request in the name of
 * a person. Browsers say so in Sec-Fetch-Site; where they don't (plain http), in Origin. A request without both comes
 * from no browser: it is ours to refuse only when it carries cookies.
 */
export function comesFromElsewhere(method: string, headers: Headers): boolean {
  if (safe.has(method)) return false;
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site !== "same-origin" && site !== "none";
  const origin = headers.get("origin");
  if (origin !== null) {
    const host = hostOf(origin);
    return host === null || (host !== headers.get("host") && host !== hostOf(env().APP_URL));
  }
  return headers.has("cookie");
}
