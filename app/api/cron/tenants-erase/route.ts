import { eraseDueTenants } from "#lib/domain/tenants/erase-due-tenants.ts";
import { cronRoute } from "#lib/http/cron-route.ts";

export const GET = cronRoute(eraseDueTenants);
