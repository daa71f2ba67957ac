import { unstable_rethrow } from "next/navigation";
import { type AppError, errorTable, toAppError } from "#lib/errors.ts";
import { REQUEST_ID_HEADER } from "#lib/http/request.ts";
import { webLog } from "#lib/http/web-log.ts";

/** A thrown value as AppError; the unexpected is logged with its cause under the id of the request. */
export function reportError(error: unknown, requestId: string): AppError {
  // Redirects and "not found" of Next are thrown too, and are none of our business.
  unstable_rethrow(error);
  const known = toAppError(error);
  if (!known.expected) webLog().error({ err: known.cause ?? known, requestId }, "request failed");
  return known;
}

/** An error as RFC 9457 problem document. */
export function problemResponse(error: AppError, requestId: string): Response {
  const body = {
    type: "about:blank",
    title: errorTable[error.code].text,
    status: error.status,
    detail: error.message,
    code: error.code,
    requestId,
    ...(Object.keys(error.fields).length > 0 ? { fields: error.fields } : {}),
  };
  return Response.json(body, {
    status: error.status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      [REQUEST_ID_HEADER]: requestId,
      ...(error.retryAfterSeconds ? { "retry-after": String(error.retryAfterSeconds) } : {}),
    },
  });
}
