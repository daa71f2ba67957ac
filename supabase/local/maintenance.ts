import type { Logger } from "#lib/observability/logger.ts";
import type { EmbeddedConnection } from "./embedded-connection.ts";

const minute = 60_000;

export interface Maintenance {
  stop(): void;
}

/**
 * What a server does by itself and a single-user one doesn't: checkpoints (or the write-ahead log
 * grows without end), vacuum, and the daily backup. Each waits for its turn like a request.
 */
export function startMaintenance(
  connection: EmbeddedConnection,
  logger: Logger,
  backupIfDue: () => Promise<unknown>,
): Maintenance {
  const every = (ms: number, name: string, work: () => Promise<unknown>): NodeJS.Timeout =>
    setInterval(() => {
      work().catch((error: unknown) => logger.error({ err: error }, `${name} failed`));
    }, ms).unref();
  const timers = [
    every(2 * minute, "checkpoint", () => checkpoint(connection)),
    every(20 * minute, "vacuum", () => vacuum(connection)),
    every(60 * minute, "backup", backupIfDue),
  ];
  return { stop: () => timers.forEach(clearInterval) };
}

/** Writes changed pages and shortens the write-ahead log. */
export const checkpoint = (connection: EmbeddedConnection): Promise<unknown> =>
  connection.lock.run(() => connection.driver.exec("checkpoint"));

/** Gives the space of dead rows back and refreshes the planner's statistics. */
export const vacuum = (connection: EmbeddedConnection): Promise<unknown> =>
  connection.lock.run(() => connection.driver.exec("vacuum analyze"));
