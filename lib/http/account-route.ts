import { AppError } from "#lib/errors.ts";
import { apiRoute, type RouteHandler, requireSameOrigin } from "#lib/http/api-route.ts";
import { getVisit, type Visit } from "#lib/http/session.ts";

/** A route handler of a signed-in person about the own account, in no tenant. */
export function accountRoute(
  run: (visit: Visit, request: Request) => Promise<Response>,
): RouteHandler<Record<string, never>> {
  return apiRoute(async (request) => {
    requireSameOrigin(request);
    const visit = await getVisit();
    if (!visit) throw new AppError("unauthenticated");
    return run(visit, request);
  });
}
