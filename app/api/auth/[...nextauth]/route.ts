import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import type { RouteArguments } from "#lib/http/api-route.ts";
import { authOptions } from "#lib/http/auth-options.ts";
import { problemResponse, reportError } from "#lib/http/problem.ts";
import { readBody } from "#lib/http/read-body.ts";
import { requestIdOf } from "#lib/http/request.ts";
import { SESSION_COOKIE } from "#lib/http/session-cookie.ts";

type Arguments = RouteArguments<{ nextauth: string[] }>;

const answer = (request: NextRequest, route: Arguments): Promise<Response> =>
  NextAuth(request, route, authOptions());

/**
 * next-auth writes the session cookie again at each look at the session. A look that was on its way
 * while proxy.ts renewed would bring the spent refresh token back, so here it may not.
 */
export async function GET(request: NextRequest, route: Arguments): Promise<Response> {
  const response = await answer(request, route);
  const { nextauth } = await route.params;
  if (nextauth[0] !== "session") return response;
  const kept = response.headers.getSetCookie().filter((cookie) => !cookie.startsWith(`${SESSION_COOKIE}=`));
  response.headers.delete("set-cookie");
  for (const cookie of kept) response.headers.append("set-cookie", cookie);
  return response;
}

/** A sign-in form is small; next-auth itself reads whatever comes. */
const BODY_LIMIT = 64 * 1024;

/** Sign-in and sign-out. Too many attempts are answered as such: next-auth knows 401 only. */
export async function POST(request: NextRequest, route: Arguments): Promise<Response> {
  const requestId = requestIdOf(request.headers);
  let sent: string;
  try {
    sent = await readBody(request, BODY_LIMIT);
  } catch (error) {
    return problemResponse(reportError(error, requestId), requestId);
  }
  const { url, method, headers } = request;
  const response = await answer(new NextRequest(url, { method, headers, body: sent }), route);
  if (response.status !== 401) return response;
  const body = await response.text();
  const limited = /error=rate_limited(?:%2F(\d+))?/.exec(body);
  if (limited?.[1]) response.headers.set("retry-after", limited[1]);
  return new Response(body, { status: limited ? 429 : 401, headers: response.headers });
}
