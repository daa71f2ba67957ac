import { unwrap } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";

/** Characters of a check's output that are kept for the agent. */
const MAX_OUTPUT = 3_000;

export interface ChecksResult {
  status: "passed" | "failed";
  /** Names of the checks that failed. */
  failed: string[];
  /** The checks of the head commit that did not pass, with the end of what they printed: text from outside. */
  failures: { name: string; summary: string; output: string }[];
  /** How many checks of the head commit ran at all. */
  ran: number;
}

/** How CI on the head commit ended; null while it has not. */
export async function readChecksResult(
  context: Context,
  input: { pullRequestId: string },
): Promise<ChecksResult | null> {
  const row = unwrap(
    await context.db
      .from("pull_requests")
      .select("checks_status, head_sha, checks(name, status, summary, output, head_sha)")
      .eq("id", input.pullRequestId)
      .single(),
  );
  if (row.checks_status !== "passed" && row.checks_status !== "failed") return null;
  const checks = row.checks.filter((check) => check.head_sha === row.head_sha);
  const failures = checks
    .filter(({ status }) => status === "failed")
    .map(({ name, summary, output }) => ({
      name,
      summary: summary ?? "",
      output: (output ?? "").slice(-MAX_OUTPUT),
    }));
  const ran = checks.filter(({ status }) => status === "passed" || status === "failed").length;
  return { status: row.checks_status, failed: failures.map(({ name }) => name), failures, ran };
}
