import { maintainCredentials } from "#lib/domain/credentials/maintain-credentials.ts";
import { cronRoute } from "#lib/http/cron-route.ts";
import { keyRing } from "#lib/key-ring.ts";

export const GET = cronRoute((context) => maintainCredentials({ ...context, keyRing: keyRing() }));
