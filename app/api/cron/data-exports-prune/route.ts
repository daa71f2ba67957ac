import { pruneDataExports } from "#lib/domain/data-exports/prune-data-exports.ts";
import { cronRoute } from "#lib/http/cron-route.ts";

export const GET = cronRoute(pruneDataExports);
