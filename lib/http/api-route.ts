import { AppError } from "#lib/errors.ts";
import { comesFromElsewhere } from "#lib/http/own-origin.ts";
import { problemResponse, reportError } from "#lib/http/problem.ts";
import { budgetOf, callerOf, rateHeaders, requireAllowed, takeRequest } from "#lib/http/rate-limit.ts";
import { REQUEST_ID_HEADER, requestIdOf } from "#lib/http/request.ts";

/** What Next gives a route handler besides the request. */
export interface RouteArguments<Params> {
  params: Promise<Params>;
}

export type RouteHandler<Params> = (request: Request, route: RouteArguments<Params>) => Promise<Response>;

/** A write by cookie must come from our own pages; proxy.ts says so for all, this is the second lock. */
export function requireSameOrigin(request: Request): void {
  if (comesFromElsewhere(request.method, request.headers)) {
    throw new AppError("forbidden", "This request came from another site.");
  }
}

/**
 * Edge of every route handler: counts the request of the caller; errors become problem documents with the id of the request, the
 * unexpected is logged.
 */
export function apiRoute<Params = Record<string, never>>(
  run: (request: Request, params: Params) => Promise<Response>,
): RouteHandler<Params> {
  return async (request, route) => {
    const requestId = requestIdOf(request.headers);
    const status = await takeRequest(await callerOf(request.headers), budgetOf(request));
    let response: Response;
    try {
      requireAllowed(status);
      response = await run(request, await route.params);
      response.headers.set(REQUEST_ID_HEADER, requestId);
    } catch (error) {
      response = problemResponse(reportError(error, requestId), requestId);
    }
    for (const [name, value] of Object.entries(rateHeaders(status))) response.headers.set(name, value);
    return response;
  };
}
