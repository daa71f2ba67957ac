import { expireApprovals } from "#lib/domain/approvals/expire-approvals.ts";
import { cronRoute } from "#lib/http/cron-route.ts";

export const GET = cronRoute(expireApprovals);
