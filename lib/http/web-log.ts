import { env } from "#lib/env.ts";
import { createLogger, type Logger } from "#lib/observability/logger.ts";

let logger: Logger | undefined;

/** The logger of the web process. */
export function webLog(): Logger {
  logger ??= createLogger("web", env().LOG_LEVEL);
  return logger;
}
