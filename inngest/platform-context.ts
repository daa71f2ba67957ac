import { createServiceClient } from "#lib/db/service-client.ts";
import type { PlatformContext } from "#lib/domain/context.ts";
import { env } from "#lib/env.ts";
import { createLogger } from "#lib/observability/logger.ts";
import { ports } from "#lib/ports/ports.ts";

/** For the few jobs that belong to no tenant: the scheduler's sweeps. */
export function platformContext(): PlatformContext {
  return { db: createServiceClient(), ports: ports(), log: createLogger("platform", env().LOG_LEVEL) };
}
