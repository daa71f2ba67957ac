import type { Logger } from "#lib/observability/logger.ts";

/** Of an error only what names its kind: messages and parameters may hold what people wrote. */
function kindOf(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null) return {};
  const name = value instanceof Error ? value.name : undefined;
  const field = (key: string): unknown => (key in value ? Reflect.get(value, key) : undefined);
  return { error: name, sqlState: field("code"), table: field("table"), constraint: field("constraint") };
}

/**
 * Sends console output of this process to the log without its arguments: Supabase Lite prints every
 * failed statement together with its parameters.
 */
export function quietConsole(logger: Logger): void {
  const report = (...values: unknown[]): void => {
    const kind = values.map(kindOf).find((fields) => Object.keys(fields).length > 0) ?? {};
    logger.warn(kind, "a statement failed");
  };
  console.error = report;
  console.warn = report;
}
