import { haveChecksStarted } from "#lib/domain/pull-requests/have-checks-started.ts";
import { type ChecksResult, readChecksResult } from "#lib/domain/pull-requests/read-checks-result.ts";
import { waitFor } from "#lib/domain/runs/wait-for.ts";
import { awaitRow } from "../await-row.ts";
import type { RunSession } from "../run-session.ts";
import { describeNoChecks, type NoChecks } from "./classify-checks.ts";
import type { ProposedChange } from "./open-proposal.ts";
import { markStep } from "./steps.ts";

/** Number of the look at which CI that has not started is given up: eleven minutes after the push (see `awaitRow`). */
const GIVE_UP_LOOK = 4;

async function lookAtChecks(
  { context }: RunSession,
  pullRequestId: string,
  number: number,
): Promise<ChecksResult | { status: "not_started" } | null> {
  const result = await readChecksResult(context, { pullRequestId });
  if (result || number < GIVE_UP_LOOK) return result;
  return (await haveChecksStarted(context, { pullRequestId })) ? null : { status: "not_started" };
}

/** Waits for a round of CI on the head commit: its result, or why there is none. */
export async function awaitChecks(
  session: RunSession,
  change: ProposedChange,
  round: number,
): Promise<ChecksResult | NoChecks> {
  const mark = round === 1 ? "" : `-${round}`;
  await markStep(session, "checks", { status: "waiting" }, mark);
  session.durable.keep(`wait-for-checks${mark}`, () =>
    waitFor(session.context, { runId: session.facts.runId, what: `CI on pull request #${change.number}` }),
  );
  const answer = await awaitRow(session, {
    name: `checks${mark}`,
    event: "checks/completed",
    if: `async.data.pullRequestId == "${change.pullRequestId}"`,
    maxLooks: 7,
    look: (number) => lookAtChecks(session, change.pullRequestId, number),
  });
  const result = answer === null ? "no_result" : answer.status === "not_started" ? "not_started" : answer;
  if (typeof result !== "string" && result.status === "passed")
    await markStep(session, "checks", { status: "succeeded", summary: "All checks passed" }, mark);
  else {
    const message =
      typeof result === "string" ? describeNoChecks[result] : `Failed: ${result.failed.join(", ")}`;
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
