import { type ChecksResult, readChecksResult } from "#lib/domain/pull-requests/read-checks-result.ts";
import { waitFor } from "#lib/domain/runs/wait-for.ts";
import { awaitRow } from "../await-row.ts";
import type { RunSession } from "../run-session.ts";
import type { ProposedChange } from "./open-proposal.ts";
import { markStep } from "./steps.ts";

/** Waits for a round of CI on the head commit. Null when it gave no answer within hours. */
export async function awaitChecks(
  session: RunSession,
  change: ProposedChange,
  round: number,
): Promise<ChecksResult | null> {
  const mark = round === 1 ? "" : `-${round}`;
  await markStep(session, "checks", { status: "waiting" }, mark);
  await session.durable.run(`wait-for-checks${mark}`, () =>
    waitFor(session.context, { runId: session.facts.runId, what: `CI on pull request #${change.number}` }),
  );
  const result = await awaitRow(session, {
    name: `checks${mark}`,
    event: "checks/completed",
    if: `async.data.pullRequestId == "${change.pullRequestId}"`,
    maxLooks: 6,
    look: () => readChecksResult(session.context, { pullRequestId: change.pullRequestId }),
  });
  if (result?.status === "passed")
    await markStep(session, "checks", { status: "succeeded", summary: "All checks passed" }, mark);
  else {
    const message = result ? `Failed: ${result.failed.join(", ")}` : "CI gave no result.";
    await markStep(
      session,
      "checks",
      {
        status: "failed",
        summary: message,
        error: { code: "checks", message, remedy: "Open the pull request and read the output of the check." },
      },
      mark,
    );
  }
  return result;
}
