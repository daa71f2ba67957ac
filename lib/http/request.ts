import type { RequestOrigin } from "#lib/db/mint-token.ts";
import type { Device } from "#lib/domain/sessions/accounts-context.ts";
import { env } from "#lib/env.ts";
import { DEVICE_COOKIE, deviceHashOf } from "#lib/http/device-cookie.ts";
import { newId } from "#lib/ids.ts";

/** Carries the id of a request from proxy.ts to pages, logs and the answer. */
export const REQUEST_ID_HEADER = "x-request-id";
/** Carries the path and query that was asked for, so that sign-in can lead back to it. */
export const PATH_HEADER = "x-requested-path";

/** The id of this request: the one that a proxy before us gave, when it looks like one, else a new one. */
export function requestIdOf(headers: Headers): string {
  const given = headers.get(REQUEST_ID_HEADER) ?? "";
  return /^[\w-]{8,64}$/.test(given) ? given : newId();
}

function cookieOf(headers: Headers, name: string): string | undefined {
  const pairs = (headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

/**
 * The address of the caller as the outermost proxy of ours saw it: each proxy adds one at the end, what stands before is
 * what the caller said. Without a proxy it can be made up, so it is never the only thing that a limit counts by.
 */
function addressOf(headers: Headers): string {
  const forwarded = (headers.get("x-forwarded-for") ?? "").split(",").map((one) => one.trim());
  return forwarded.at(-env().TRUSTED_PROXIES) || forwarded[0] || headers.get("x-real-ip") || "unknown";
}

/** The device behind a request. */
export function deviceOf(headers: Headers): Device {
  const userAgent = (headers.get("user-agent") ?? "").slice(0, 400);
  return {
    userAgent,
    hash: deviceHashOf(cookieOf(headers, DEVICE_COOKIE), userAgent),
    ip: addressOf(headers).slice(0, 64),
  };
}

/** What the audit log keeps of a request. */
export function originOf(headers: Headers): RequestOrigin {
  const { userAgent, ip } = deviceOf(headers);
  return { ip, user_agent: userAgent, request_id: requestIdOf(headers) };
}

/** A path on this site to go on to, or the start page: never another site's address. */
export function safeReturnPath(path: string | null | undefined): string {
  if (!path?.startsWith("/")) return "/";
  // The URL parser reads it as a browser will: "//host", "/\\host" and "/<tab>/host" lead elsewhere.
  const here = "http://here.invalid";
  const url = URL.canParse(path, here) ? new URL(path, here) : null;
  return url?.origin === here ? url.pathname + url.search : "/";
}

/** The path of a page that leads back to the one that was asked for: "/sign-in?callbackUrl=%2Facme". */
export function pathTo(page: string, headers: Headers): string {
  const path = safeReturnPath(headers.get(PATH_HEADER));
  return path === "/" ? page : `${page}?callbackUrl=${encodeURIComponent(path)}`;
}
