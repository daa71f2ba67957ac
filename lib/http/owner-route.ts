import { AppError } from "#lib/errors.ts";
import { apiRoute, type RouteHandler, requireSameOrigin } from "#lib/http/api-route.ts";
import { getVisit, type Visit } from "#lib/http/session.ts";

/** A route handler of the Owner Console. For anybody else there is no such route. */
export function ownerRoute<Params = Record<string, never>>(
  run: (visit: Visit, params: Params, request: Request) => Promise<Response>,
): RouteHandler<Params> {
  return apiRoute<Params>(async (request, params) => {
    const visit = await getVisit();
    if (!visit?.viewer.isOwner) throw new AppError("not_found");
    requireSameOrigin(request);
    return run(visit, params, request);
  });
}
