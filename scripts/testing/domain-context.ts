import { systemClock } from "#lib/clock.ts";
import type { Database } from "#lib/db/database.ts";
import type { Context, Ports } from "#lib/domain/context.ts";
import { AppError } from "#lib/errors.ts";
import { createLogger } from "#lib/observability/logger.ts";
import type { OutgoingEvent } from "#lib/ports/events/port.ts";

export interface DomainContext extends Context {
  /** What was sent to the durable engine, in order. */
  sent: OutgoingEvent[];
  /** While true, the durable engine can't be reached. */
  engineDown: boolean;
}

/** A context for verbs in tests: the given client, an engine that remembers, no other port. */
export function createDomainContext(db: Database, tenantId: string, userId = ""): DomainContext {
  const context: DomainContext = {
    db,
    tenantId,
    actor: userId ? { kind: "user", userId } : { kind: "job", name: "test" },
    clock: systemClock,
    log: createLogger("test", "silent"),
    sent: [],
    engineDown: false,
    ports: {
      events: {
        send: async (events) => {
          if (context.engineDown) throw new AppError("unavailable");
          context.sent.push(...events);
        },
      },
    } as Partial<Ports> as Ports,
  };
  return context;
}
