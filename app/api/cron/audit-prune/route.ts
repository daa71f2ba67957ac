import { pruneAuditLog } from "#lib/domain/audit/prune-audit-log.ts";
import { cronRoute } from "#lib/http/cron-route.ts";

export const GET = cronRoute(pruneAuditLog);
