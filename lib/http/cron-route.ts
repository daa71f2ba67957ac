import { timingSafeEqual } from "node:crypto";
import { createServiceClient } from "#lib/db/service-client.ts";
import type { PlatformContext } from "#lib/domain/context.ts";
import { env } from "#lib/env.ts";
import { sha256 } from "#lib/ids.ts";
import { createLogger } from "#lib/observability/logger.ts";
import { ports } from "#lib/ports/ports.ts";

/** Equal in constant time, whatever the lengths. */
const same = (a: string, b: string): boolean =>
  timingSafeEqual(Buffer.from(sha256(a)), Buffer.from(sha256(b)));

/**
 * A route for the host's scheduler: `Authorization: Bearer <CRON_SECRET>`, else 404. Runs the same verb
 * as the durable engine's own cron and answers `{ count }`.
 */
export function cronRoute(verb: (context: PlatformContext) => Promise<number>) {
  return async (request: Request): Promise<Response> => {
    const { CRON_SECRET, LOG_LEVEL } = env();
    const given = request.headers.get("authorization") ?? "";
    if (!CRON_SECRET || !same(given, `Bearer ${CRON_SECRET}`)) return new Response(null, { status: 404 });
    const context: PlatformContext = {
      db: createServiceClient(),
      ports: ports(),
      log: createLogger("cron", LOG_LEVEL),
    };
    return Response.json({ count: await verb(context) });
  };
}
