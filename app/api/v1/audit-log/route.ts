import { z } from "zod";
import { exportAuditLog } from "#lib/domain/audit/export-audit-log.ts";
import { type AuditContext, readAuditFilter } from "#lib/domain/audit/queries.ts";
import { AppError } from "#lib/errors.ts";
import { apiRoute } from "#lib/http/api-route.ts";
import { openTenant, requirePermission } from "#lib/http/context.ts";
import { getVisit } from "#lib/http/session.ts";
import { streamPieces } from "#lib/http/stream-pieces.ts";

const types = { csv: "text/csv; charset=utf-8", json: "application/json; charset=utf-8" } as const;
const Format = z.enum(["csv", "json"]).catch("json");

/** The log of a tenant for its admins and the Owner; without `tenant` the platform's own for the Owner. */
async function openLog(tenant: string | null): Promise<AuditContext> {
  const session = await getVisit();
  if (!session) throw new AppError("unauthenticated");
  if (tenant === null) {
    if (!session.viewer.isOwner) throw new AppError("not_found");
    return { db: session.db, tenantId: null };
  }
  const visit = await openTenant(tenant);
  requirePermission(visit, "audit_log.read");
  return visit.context;
}

/** The audit log as a file: `?tenant=&format=csv|json` and the filter of the page. */
export const GET = apiRoute(async (request) => {
  const parameters = new URL(request.url).searchParams;
  const tenant = parameters.get("tenant");
  const format = Format.parse(parameters.get("format"));
  const context = await openLog(tenant);
  const text = exportAuditLog(context, readAuditFilter(Object.fromEntries(parameters)), format);
  return new Response(streamPieces(text), {
    headers: {
      "content-type": types[format],
      "content-disposition": `attachment; filename="audit-log-${tenant ?? "platform"}.${format}"`,
      "cache-control": "no-store",
    },
  });
});
