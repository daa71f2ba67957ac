import { type Logger, pino } from "pino";

export type { Logger };

/** Keys whose values never reach a log line, at any of the usual depths. */
const secretKeys = ["password", "passwordHash", "token", "secret", "authorization", "cookie", "apikey"];

/** A structured JSON logger; level from the caller, secrets replaced by "[redacted]". */
export function createLogger(name: string, level: string): Logger {
  return pino({
    name,
    level,
    redact: { paths: secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: "[redacted]" },
  });
}
