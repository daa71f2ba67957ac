import { systemClock } from "#lib/clock.ts";
import { createJobClient } from "#lib/db/job-client.ts";
import type { Context } from "#lib/domain/context.ts";
import { env } from "#lib/env.ts";
import { createLogger } from "#lib/observability/logger.ts";
import { ports } from "#lib/ports/ports.ts";

const log = createLogger("jobs", env().LOG_LEVEL);

/** The context of a durable function: a database client that reaches this tenant and no other. */
export function jobContext(tenantId: string, name: string): Context {
  return {
    db: createJobClient(tenantId),
    tenantId,
    actor: { kind: "job", name },
    ports: ports(),
    clock: systemClock,
    log: log.child({ job: name, tenantId }),
  };
}
