import { sweepOutbox } from "#lib/domain/outbox/sweep-outbox.ts";
import { cronRoute } from "#lib/http/cron-route.ts";

export const GET = cronRoute(sweepOutbox);
