import { z } from "zod";
import type { Permission } from "#lib/domain/permissions/schema.ts";
import { findTenantOfRun } from "#lib/domain/runs/queries.ts";
import { AppError } from "#lib/errors.ts";
import { apiRoute, type RouteHandler, requireSameOrigin } from "#lib/http/api-route.ts";
import { openTenant, requirePermission, type TenantVisit } from "#lib/http/context.ts";
import { getVisit } from "#lib/http/session.ts";

/**
 * A route handler below `/api/v1/runs/[runId]`: the run says which tenant, row-level security whether the
 * person may see it. Errors become problem documents.
 */
export function runRoute(
  permission: Permission,
  run: (visit: TenantVisit, runId: string, request: Request) => Promise<Response>,
): RouteHandler<{ runId: string }> {
  return apiRoute<{ runId: string }>(async (request, { runId }) => {
    requireSameOrigin(request);
    const visit = await getVisit();
    if (!visit) throw new AppError("unauthenticated");
    if (!z.uuid().safeParse(runId).success) throw new AppError("not_found");
    const tenantVisit = await openTenant(await findTenantOfRun(visit, runId));
    requirePermission(tenantVisit, permission);
    return run(tenantVisit, runId, request);
  });
}
