import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import { createServiceClient } from "#lib/db/service-client.ts";
import { env } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { DeniedCallers } from "#lib/http/denied-callers.ts";
import { originOf } from "#lib/http/request.ts";
import { decodeSession, SESSION_COOKIE } from "#lib/http/session-cookie.ts";
import { webLog } from "#lib/http/web-log.ts";
import { sha256 } from "#lib/ids.ts";

interface Window {
  name: "minute" | "hour";
  seconds: number;
  limit: number;
}

/** A budget is counted apart from the others of the same caller. */
export type Budget = "default" | "live";

/** What a caller has left. */
export interface RateStatus {
  allowed: boolean;
  windows: (Window & { remaining: number; resetSeconds: number })[];
}

const Counts = z.array(z.object({ remaining: z.number().int(), resetSeconds: z.number().int() }));

/** An open page of a run reads the run again at each change, up to three times a second. */
const LIVE_FACTOR = 6;
const livePath = /^\/api\/v1\/runs\/[^/]+(\/(events|part))?$/;

export const budgetOf = (request: Request): Budget =>
  request.method === "GET" && livePath.test(new URL(request.url).pathname) ? "live" : "default";

function windowsOf(budget: Budget): Window[] {
  const factor = budget === "live" ? LIVE_FACTOR : 1;
  const { RATE_LIMIT_MINUTE, RATE_LIMIT_HOUR } = env();
  return [
    { name: "minute", seconds: 60, limit: RATE_LIMIT_MINUTE * factor },
    { name: "hour", seconds: 3_600, limit: RATE_LIMIT_HOUR * factor },
  ];
}

/** Who sent a request: the signed-in person, else the address. A digest: no address is stored in clear. */
export async function callerOf(headers: Headers): Promise<string> {
  const cookies = (headers.get("cookie") ?? "").split(/;\s*/);
  const cookie = cookies.find((one) => one.startsWith(`${SESSION_COOKIE}=`));
  const claims = await decodeSession(cookie?.slice(SESSION_COOKIE.length + 1));
  return sha256(claims ? `user ${claims.uid}` : `address ${originOf(headers).ip}`);
}

/** A status as it is some time later. */
const aged = (status: RateStatus, elapsedMs: number): RateStatus => ({
  ...status,
  windows: status.windows.map((window) => ({
    ...window,
    resetSeconds: Math.max(1, window.resetSeconds - Math.floor(elapsedMs / 1_000)),
  })),
});

const denied = new DeniedCallers<RateStatus>();

/**
 * Counts one request of a caller in the windows of a budget, in one question to the database, which all instances
 * share. A caller who is known to be over a limit is refused without asking. When the database can't be asked the
 * request goes on: whatever it wants from the database fails by itself.
 */
export async function takeRequest(
  caller: string,
  budget: Budget,
  now: number = Date.now(),
): Promise<RateStatus> {
  const key = `${budget}:${caller}`;
  const known = denied.find(key, now);
  if (known) return aged(known.status, now - known.since);
  const windows = windowsOf(budget);
  try {
    const counts = Counts.parse(
      await callFunction(createServiceClient(), "take_rate_limits", {
        p_key: key,
        p_limits: windows.map(({ limit }) => limit),
        p_windows: windows.map(({ seconds }) => seconds),
      }),
    );
    const counted = windows.map((window, at) => ({
      ...window,
      remaining: Math.max(0, counts[at]?.remaining ?? 0),
      resetSeconds: counts[at]?.resetSeconds ?? window.seconds,
    }));
    const exhausted = counted.filter((_, at) => (counts[at]?.remaining ?? 0) < 0);
    const status = { allowed: exhausted.length === 0, windows: counted };
    if (!status.allowed) denied.add(key, { status, since: now, until: now + retryAfter(status) * 1_000 });
    return status;
  } catch (error) {
    webLog().warn({ err: error }, "requests could not be counted");
    return { allowed: true, windows: [] };
  }
}

/** Seconds until all windows that are used up have begun anew. */
export function retryAfter(status: RateStatus): number {
  const usedUp = status.windows.filter(({ remaining }) => remaining === 0);
  return Math.max(1, ...usedUp.map(({ resetSeconds }) => resetSeconds));
}

/** @throws AppError `rate_limited` that says which limit it is and how long to wait */
export function requireAllowed(status: RateStatus): void {
  if (status.allowed) return;
  const seconds = retryAfter(status);
  const window = status.windows.filter(({ remaining }) => remaining === 0).at(-1);
  const wait = seconds > 90 ? `${Math.ceil(seconds / 60)} minutes` : `${seconds} s`;
  const text = `You have sent more than ${window?.limit} requests within ${window?.name === "hour" ? "an hour" : "a minute"}. Try again in ${wait}.`;
  throw new AppError("rate_limited", text, { retryAfterSeconds: seconds });
}

/**
 * Headers that tell a caller what is left: RateLimit-Policy and RateLimit (draft-ietf-httpapi-ratelimit-headers-10),
 * and X-RateLimit-* of the window that ends first to be used up.
 */
export function rateHeaders(status: RateStatus): Record<string, string> {
  const tightest = [...status.windows].sort((a, b) => a.remaining - b.remaining)[0];
  if (!tightest) return {};
  const list = (text: (window: RateStatus["windows"][number]) => string) =>
    status.windows.map((window) => `"${window.name}";${text(window)}`).join(", ");
  return {
    "ratelimit-policy": list(({ limit, seconds }) => `q=${limit};w=${seconds}`),
    ratelimit: list(({ remaining, resetSeconds }) => `r=${remaining};t=${resetSeconds}`),
    "x-ratelimit-limit": String(tightest.limit),
    "x-ratelimit-remaining": String(tightest.remaining),
    "x-ratelimit-reset": String(tightest.resetSeconds),
  };
}
