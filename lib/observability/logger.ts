import { type DestinationStream, type Logger, pino } from "pino";

export type { Logger };

/** Keys whose values never reach a log line, at any of the usual depths. */
const secretKeys = ["password", "passwordHash", "token", "secret", "authorization", "cookie", "apikey"];

/**
 * A structured JSON logger; level from the caller, secrets replaced by "[redacted]". Writes to
 * stdout unless a process keeps that for something else.
 */
export function createLogger(name: string, level: string, destination?: DestinationStream): Logger {
  const options = {
    name,
    level,
    redact: { paths: secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: "[redacted]" },
  };
  return destination ? pino(options, destination) : pino(options);
}
