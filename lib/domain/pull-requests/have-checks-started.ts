import { unwrap } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";

/** Whether CI has begun with the head commit since it was last asked to. */
export async function haveChecksStarted(
  context: Context,
  input: { pullRequestId: string },
): Promise<boolean> {
  const row = unwrap(
    await context.db.from("pull_requests").select("checks_status").eq("id", input.pullRequestId).single(),
  );
  return row.checks_status !== "queued";
}
