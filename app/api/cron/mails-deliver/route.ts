import { deliverMails } from "#lib/domain/mails/deliver-mails.ts";
import { cronRoute } from "#lib/http/cron-route.ts";

export const GET = cronRoute(deliverMails);
