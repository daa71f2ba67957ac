import { env } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { matchInputRules } from "#lib/http/match-input-rules.ts";
import { comesFromElsewhere } from "#lib/http/own-origin.ts";
import { problemResponse } from "#lib/http/problem.ts";
import { DEFAULT_BODY_LIMIT } from "#lib/http/read-body.ts";
import { originOf } from "#lib/http/request.ts";
import { webLog } from "#lib/http/web-log.ts";
import { isListed, readAddressList } from "#lib/net/address-list.ts";

let blocked: ReturnType<typeof readAddressList> | undefined;

function refusal(request: Request): { error: AppError; reason: string } | null {
  const { headers, method } = request;
  blocked ??= readAddressList(env().BLOCKED_ADDRESSES);
  if (isListed(originOf(headers).ip, blocked)) {
    return { error: new AppError("forbidden", "Requests from this address are refused."), reason: "address" };
  }
  const rule = matchInputRules(new URL(request.url), headers);
  if (rule) {
    const text = "This request looks like a probe for security holes and was refused.";
    return { error: new AppError("forbidden", text), reason: rule.name };
  }
  if (comesFromElsewhere(method, headers)) {
    return { error: new AppError("forbidden", "This request came from another site."), reason: "origin" };
  }
  if (Number(headers.get("content-length") ?? 0) > DEFAULT_BODY_LIMIT) {
    const text = `A request may have ${DEFAULT_BODY_LIMIT} bytes at most.`;
    return { error: new AppError("too_large", text), reason: "body" };
  }
  return null;
}

/**
 * The answer to a request that goes no further: known-bad address, probe, foreign origin, body over the limit. Null when
 * there is nothing against it. The log says which rule it was, never what the request held.
 */
export function screenRequest(request: Request, requestId: string): Response | null {
  const found = refusal(request);
  if (!found) return null;
  webLog().warn({ requestId, reason: found.reason }, "request refused");
  if (new URL(request.url).pathname.startsWith("/api/")) return problemResponse(found.error, requestId);
  return new Response(`${found.error.message}\n`, {
    status: found.error.status,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
  });
}
