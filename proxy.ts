import { type NextRequest, NextResponse } from "next/server";
import { env } from "#lib/env.ts";
import { toAppError } from "#lib/errors.ts";
import { type RefreshedSession, refreshSession } from "#lib/http/refresh-session.ts";
import { originOf, PATH_HEADER, REQUEST_ID_HEADER, requestIdOf } from "#lib/http/request.ts";
import {
  contentSecurityPolicy,
  NONCE_HEADER,
  newNonce,
  securityHeaders,
} from "#lib/http/security-headers.ts";
import { SESSION_COOKIE, sessionCookieOptions } from "#lib/http/session-cookie.ts";
import { webLog } from "#lib/http/web-log.ts";

/** next-auth writes the cookie itself on these, so nothing may be written beside it. */
const ownsCookie = (path: string): boolean => /^\/api\/auth\/(signout|callback\/)/.test(path);

/**
 * A Strict cookie is not sent when a link on another site (GitHub, a mail) leads here, so a person
 * who is signed in would look anonymous. The page reloads itself once: that request is same-site.
 */
function bouncePage(): NextResponse {
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="0"><title>MorningAI</title></html>`;
  return new NextResponse(html, {
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
  });
}

function cameFromElsewhere(request: NextRequest): boolean {
  return (
    request.method === "GET" &&
    request.headers.get("sec-fetch-mode") === "navigate" &&
    request.headers.get("sec-fetch-site") === "cross-site"
  );
}

/** The answer with the request's new cookie, so that pages behind see the renewed session at once. */
function passOn(request: NextRequest, session: RefreshedSession, own: Record<string, string>): NextResponse {
  if (session.state === "renewed") request.cookies.set(SESSION_COOKIE, session.cookie);
  if (session.state === "over") request.cookies.delete(SESSION_COOKIE);
  const headers = new Headers(request.headers);
  for (const [name, value] of Object.entries(own)) headers.set(name, value);
  headers.set(PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers } });
  if (session.state === "renewed") response.cookies.set(SESSION_COOKIE, session.cookie, sessionCookieOptions);
  // Not `delete`: it leaves out Secure, and browsers then ignore it for a __Secure- name.
  if (session.state === "over") {
    response.cookies.set(SESSION_COOKIE, "", { ...sessionCookieOptions, maxAge: 0 });
  }
  return response;
}

/** Before every page and route: id of the request, renewal of the session, headers. No authorisation. */
export default async function proxy(request: NextRequest): Promise<NextResponse> {
  const requestId = requestIdOf(request.headers);
  const cookie = request.cookies.get(SESSION_COOKIE)?.value;
  const secure = env().APP_URL.startsWith("https:");
  const nonce = newNonce();
  const policy = contentSecurityPolicy(nonce, secure);
  let response: NextResponse;
  try {
    if (!cookie && !ownsCookie(request.nextUrl.pathname) && cameFromElsewhere(request)) return bouncePage();
    const session: RefreshedSession = ownsCookie(request.nextUrl.pathname)
      ? { state: "live" }
      : await refreshSession(cookie, new Date(), originOf(request.headers));
    // Next reads the nonce for its own scripts from the policy of the request.
    response = passOn(request, session, {
      [REQUEST_ID_HEADER]: requestId,
      [NONCE_HEADER]: nonce,
      "content-security-policy": policy,
    });
  } catch (error) {
    // The session is kept: a database that is away for a moment must not sign people out.
    const known = toAppError(error);
    webLog().error({ err: known.cause ?? known, requestId }, "session could not be renewed");
    response = new NextResponse(known.message, { status: 503, headers: { "retry-after": "5" } });
  }
  response.headers.set(REQUEST_ID_HEADER, requestId);
  response.headers.set("content-security-policy", policy);
  for (const [name, value] of Object.entries(securityHeaders(secure))) response.headers.set(name, value);
  return response;
}

export const config = {
  // Left out: files, and routes for machines, which carry no session and may have large bodies.
  matcher: ["/((?!_next/static|_next/image|favicon.ico|icon|api/inngest|api/git|api/healthz|api/readyz).*)"],
};
