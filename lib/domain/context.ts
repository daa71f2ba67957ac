import type { Clock } from "#lib/clock.ts";
import type { Database } from "#lib/db/database.ts";
import type { Logger } from "#lib/observability/logger.ts";
import type { EngineAccess } from "#lib/ports/engine/port.ts";
import type { EventSender } from "#lib/ports/events/port.ts";
import type { Forge } from "#lib/ports/forge/port.ts";
import type { MailPort } from "#lib/ports/mail/port.ts";
import type { ModelGateway } from "#lib/ports/models/port.ts";
import type { SandboxProvider } from "#lib/ports/sandbox/port.ts";

/** Who acts: a signed-in person, or a job of the platform for one tenant. */
export type Actor = { kind: "user"; userId: string } | { kind: "job"; name: string };

export interface Ports {
  engine: EngineAccess;
  events: EventSender;
  forge: Forge;
  mail: MailPort;
  models: ModelGateway;
  sandbox: SandboxProvider;
}

/**
 * What every verb gets as its first argument. Built only at the edges: from the session with the
 * user's client, in durable functions with a client narrowed to one tenant, in tests by hand.
 */
export interface Context {
  db: Database;
  tenantId: string;
  actor: Actor;
  ports: Ports;
  clock: Clock;
  log: Logger;
}

/** For work that belongs to no tenant (the scheduler's sweeps): the service client, and little else. */
export type PlatformContext = Pick<Context, "db" | "ports" | "log">;

/** For the Owner's pages: the person's own client, in no tenant. */
export type OwnerContext = Pick<Context, "db" | "ports" | "log">;
