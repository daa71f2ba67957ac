import { unwrap } from "#lib/db/call.ts";
import { waitFor } from "#lib/domain/runs/wait-for.ts";
import { awaitRow } from "../await-row.ts";
import type { RunSession } from "../run-session.ts";
import type { ProposedChange } from "./propose-change.ts";
import { markStep } from "./steps.ts";

interface ChecksResult {
  status: "passed" | "failed";
  /** Names of the checks that failed. */
  failed: string[];
}

async function look(session: RunSession, pullRequestId: string): Promise<ChecksResult | null> {
  const row = unwrap(
    await session.context.db
      .from("pull_requests")
      .select("checks_status, checks(name, status)")
      .eq("id", pullRequestId)
      .single(),
  );
  if (row.checks_status !== "passed" && row.checks_status !== "failed") return null;
  const failed = row.checks.filter((check) => check.status === "failed").map((check) => check.name);
  return { status: row.checks_status, failed };
}

/** Waits for CI on the head commit. Null when it gave no answer within hours. */
export async function awaitChecks(session: RunSession, change: ProposedChange): Promise<ChecksResult | null> {
  await markStep(session, "checks", { status: "waiting" });
  await session.durable.run("wait-for-checks", () =>
    waitFor(session.context, { runId: session.facts.runId, what: `CI on pull request #${change.number}` }),
  );
  const result = await awaitRow(session, {
    name: "checks",
    event: "checks/completed",
    if: `async.data.pullRequestId == "${change.pullRequestId}"`,
    maxLooks: 6,
    look: () => look(session, change.pullRequestId),
  });
  if (result?.status === "passed")
    await markStep(session, "checks", { status: "succeeded", summary: "All checks passed" });
  else {
    const message = result ? `Failed: ${result.failed.join(", ")}` : "CI gave no result.";
    await markStep(session, "checks", {
      status: "failed",
      summary: message,
      error: { code: "checks", message, remedy: "Open the pull request and read the output of the check." },
    });
  }
  return result;
}
