import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { SECURITY_PAGE, SecurityLine } from "#lib/domain/security-log/schema.ts";

/**
 * A page of the person's own security log, the latest line first.
 * @param before id of the last line of the page before; null for the first
 * @returns the lines, and the id where the next page begins; null when there is none
 */
export async function listSecurityLines(
  context: Pick<Context, "db">,
  before: number | null,
): Promise<{ lines: SecurityLine[]; next: number | null }> {
  const rows = await callFunction(context.db, "list_my_security_log", {
    p_before: before,
    p_limit: SECURITY_PAGE + 1,
  });
  const lines = SecurityLine.array().parse(rows);
  const shown = lines.slice(0, SECURITY_PAGE);
  return { lines: shown, next: lines.length > SECURITY_PAGE ? (shown.at(-1)?.id ?? null) : null };
}
