import type { Logger } from "#lib/observability/logger.ts";

interface Kind {
  error?: string;
  sqlState?: string;
  table?: string;
  constraint?: string;
}

const text = (value: object, key: string): string | undefined => {
  const field: unknown = Reflect.get(value, key);
  return typeof field === "string" ? field : undefined;
};

/** The code inside of an error that carries a whole answer (see error-form.ts). */
function innerCode(message: string | undefined): string | undefined {
  return message ? /"code":"([0-9A-Z]{5})"/.exec(message)?.[1] : undefined;
}

/** Of an error only what names its kind: messages and parameters may hold what people wrote. */
function kindOf(value: unknown): Kind | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const code = text(value, "code");
  return {
    error: value instanceof Error ? value.name : undefined,
    sqlState: code === "PGRST" ? innerCode(text(value, "message")) : code,
    table: text(value, "table"),
    constraint: text(value, "constraint"),
  };
}

/** Answers that our own functions give on purpose. */
const isAnswer = (kind: Kind | undefined): boolean => kind?.sqlState?.startsWith("PT") ?? false;

/**
 * Sends console output of this process to the log without its arguments: Supabase Lite prints every
 * failed statement together with its parameters.
 * @returns puts the console back
 */
export function quietConsole(logger: Logger): () => void {
  const { error, warn } = console;
  const report = (...values: unknown[]): void => {
    const kind = values.map(kindOf).find(Boolean);
    logger[isAnswer(kind) ? "debug" : "warn"]({ ...kind }, "a statement failed");
  };
  Object.assign(console, { error: report, warn: report });
  return () => Object.assign(console, { error, warn });
}
