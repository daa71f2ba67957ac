import { type NextRequest, NextResponse } from "next/server";
import { env } from "#lib/env.ts";
import { toAppError } from "#lib/errors.ts";
import { DEVICE_COOKIE, deviceCookieOptions, newDeviceCookie } from "#lib/http/device-cookie.ts";
import { type RefreshedSession, refreshSession } from "#lib/http/refresh-session.ts";
import { deviceOf, originOf, PATH_HEADER, REQUEST_ID_HEADER, requestIdOf } from "#lib/http/request.ts";
import { screenRequest } from "#lib/http/screen-request.ts";
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

/** Signing in marks the browser, so that it is known the next time. The sign-in itself sees the mark already. */
function markDevice(request: NextRequest): string | undefined {
  const { pathname } = request.nextUrl;
  const signsIn = pathname.startsWith("/api/auth/callback/");
  if (!signsIn || deviceOf(request.headers).hash) return undefined;
  const cookie = newDeviceCookie();
  request.cookies.set(DEVICE_COOKIE, cookie);
  return cookie;
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

function withHeaders(
  response: NextResponse,
  requestId: string,
  policy: string,
  secure: boolean,
): NextResponse {
  response.headers.set(REQUEST_ID_HEADER, requestId);
  response.headers.set("content-security-policy", policy);
  for (const [name, value] of Object.entries(securityHeaders(secure))) response.headers.set(name, value);
  return response;
}

/**
 * Before every page and route: id of the request, refusal of probes and foreign requests, renewal of the session,
 * headers. No authorisation.
 */
export default async function proxy(request: NextRequest): Promise<NextResponse> {
  const requestId = requestIdOf(request.headers);
  const cookie = request.cookies.get(SESSION_COOKIE)?.value;
  const secure = env().APP_URL.startsWith("https:");
  const nonce = newNonce();
  const policy = contentSecurityPolicy(nonce, secure);
  let response: NextResponse;
  try {
    const refused = screenRequest(request, requestId);
    if (refused) return withHeaders(new NextResponse(refused.body, refused), requestId, policy, secure);
    if (!cookie && !ownsCookie(request.nextUrl.pathname) && cameFromElsewhere(request)) return bouncePage();
    const session: RefreshedSession = ownsCookie(request.nextUrl.pathname)
      ? { state: "live" }
      : await refreshSession(cookie, new Date(), originOf(request.headers));
    const device = markDevice(request);
    // Next reads the nonce for its own scripts from the policy of the request.
    response = passOn(request, session, {
      [REQUEST_ID_HEADER]: requestId,
      [NONCE_HEADER]: nonce,
      "content-security-policy": policy,
    });
    if (device) response.cookies.set(DEVICE_COOKIE, device, deviceCookieOptions);
  } catch (error) {
    // The session is kept: a database that is away for a moment must not sign people out.
    const known = toAppError(error);
    webLog().error({ err: known.cause ?? known, requestId }, "session could not be renewed");
    response = new NextResponse(known.message, { status: 503, headers: { "retry-after": "5" } });
  }
  return withHeaders(response, requestId, policy, secure);
}

export const config = {
  // Left out: files, and routes for machines, which carry no session and may have large bodies.
  // Whole names, so that nothing else that begins alike (an organisation "icon…") is left out with them.
  matcher: [
    "/((?!_next/(?:static|image)(?:/|$)|favicon\\.ico$|icon\\.svg$|api/inngest$|api/git/|api/healthz$|api/readyz$).*)",
  ],
};
