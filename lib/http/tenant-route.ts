import type { TenantRole } from "#lib/domain/users/schema.ts";
import { apiRoute, type RouteHandler, requireSameOrigin } from "#lib/http/api-route.ts";
import { openTenant, requireRole, type TenantVisit } from "#lib/http/context.ts";

/**
 * A route handler below `[tenant]`: session, tenant and role are checked before `run`; errors become
 * problem documents.
 */
export function tenantRoute<Params extends { tenant: string }>(definition: {
  role: TenantRole;
  run: (visit: TenantVisit, params: Params, request: Request) => Promise<Response>;
}): RouteHandler<Params> {
  return apiRoute<Params>(async (request, params) => {
    requireSameOrigin(request);
    const visit = await openTenant(params.tenant);
    requireRole(visit, definition.role);
    return definition.run(visit, params, request);
  });
}
