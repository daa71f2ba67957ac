import { unwrap } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";

export interface ChecksResult {
  status: "passed" | "failed";
  /** Names of the checks that failed. */
  failed: string[];
}

/** How CI on the head commit ended; null while it has not. */
export async function readChecksResult(
  context: Context,
  input: { pullRequestId: string },
): Promise<ChecksResult | null> {
  const row = unwrap(
    await context.db
      .from("pull_requests")
      .select("checks_status, checks(name, status)")
      .eq("id", input.pullRequestId)
      .single(),
  );
  if (row.checks_status !== "passed" && row.checks_status !== "failed") return null;
  const failed = row.checks.filter((check) => check.status === "failed").map((check) => check.name);
  return { status: row.checks_status, failed };
}
