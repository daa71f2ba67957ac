import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import type { RouteArguments } from "#lib/http/api-route.ts";
import { authOptions } from "#lib/http/auth-options.ts";
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

/** Sign-in and sign-out. Too many attempts are answered as such: next-auth knows 401 only. */
export async function POST(request: NextRequest, route: Arguments): Promise<Response> {
  const response = await answer(request, route);
  if (response.status !== 401) return response;
  const body = await response.text();
  const limited = /error=rate_limited(?:%2F(\d+))?/.exec(body);
  if (limited?.[1]) response.headers.set("retry-after", limited[1]);
  return new Response(body, { status: limited ? 429 : 401, headers: response.headers });
}
