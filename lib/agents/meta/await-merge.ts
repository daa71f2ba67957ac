import { readApprovalAnswer } from "#lib/domain/approvals/read-approval-answer.ts";
import { requestApproval } from "#lib/domain/approvals/request-approval.ts";
import { mergePullRequest } from "#lib/domain/pull-requests/merge-pull-request.ts";
import type { RunEnding } from "#lib/domain/runs/finish-run.ts";
import { sha256 } from "#lib/ids.ts";
import { awaitRow } from "../await-row.ts";
import type { ProposedChange } from "../dev/open-proposal.ts";
import { markStep } from "../dev/steps.ts";
import type { Verification } from "../dev/verify.ts";
import { perform } from "../perform.ts";
import type { RunSession } from "../run-session.ts";

/** How long an approval stays open where no rule of the tenant says otherwise. */
const APPROVAL_HOURS = 72;
/** Two weeks, the longest that rules allow with the second asking, and some hours. */
const MAX_LOOKS = 2 * 168 + 8;

async function ask(session: RunSession, change: ProposedChange, verification: Verification): Promise<string> {
  const { context, facts, workspace } = session;
  return requestApproval(context, {
    runId: facts.runId,
    approval: {
      kind: "merge_pull_request",
      pullRequestId: change.pullRequestId,
      title: `Merge pull request #${change.number}`,
      subjectDigest: sha256(`${workspace.base}\n${change.headSha}\n${verification.change.patch}`),
      risk: change.risk.risk,
      rationale: [...verification.reasons, ...change.risk.reasons].join(" "),
      confidence: change.risk.confidence,
      agent: "Meta_Agent",
      paths: verification.change.files.map(({ path }) => path),
      expiresAt: new Date(context.clock.now().getTime() + APPROVAL_HOURS * 3_600_000),
    },
  });
}

async function merge(session: RunSession, change: ProposedChange): Promise<RunEnding> {
  await markStep(session, "merge", { status: "running" });
  const outcome = await perform(
    session,
    { stepKey: "merge", name: "merge", input: { pullRequest: change.number, head: change.headSha } },
    () => mergePullRequest(session.context, { pullRequestId: change.pullRequestId }),
  );
  if (outcome.status === "conflict") {
    const reason = `The base branch changed meanwhile and conflicts in ${outcome.files.join(", ")}. The branch ${change.branch} stays; run the goal again on the new base.`;
    await markStep(session, "merge", {
      status: "failed",
      error: { code: "merge_conflict", message: reason },
    });
    return { status: "failed", outcome: "merge_conflict", verdict: null, reason };
  }
  await markStep(session, "merge", { status: "succeeded", summary: `Merged as ${outcome.sha.slice(0, 8)}` });
  return {
    status: "succeeded",
    outcome: "merged",
    verdict: null,
    reason: `Merged into ${session.facts.defaultBranch} as ${outcome.sha.slice(0, 8)}.`,
  };
}

/** Asks a person for exactly this merge and carries out the answer. A timeout is not a denial. */
export async function awaitMerge(
  session: RunSession,
  change: ProposedChange,
  verification: Verification,
): Promise<RunEnding> {
  await markStep(session, "approval", { status: "waiting" });
  const approvalId = await session.durable.run("request-approval", () => ask(session, change, verification));
  const answer = await awaitRow(session, {
    name: "approval",
    event: "approval/decided",
    if: `async.data.approvalId == "${approvalId}"`,
    maxLooks: MAX_LOOKS,
    look: () => readApprovalAnswer(session.context, { approvalId }),
  });
  switch (answer?.status) {
    case "approved":
      await markStep(session, "approval", { status: "succeeded", summary: "Approved" });
      return merge(session, change);
    case "rejected": {
      await markStep(session, "approval", { status: "failed", summary: `Rejected: ${answer.reason ?? ""}` });
      return {
        status: "succeeded",
        outcome: "rejected",
        verdict: null,
        reason: `Rejected: ${answer.reason?.replace(/[.\s]*$/, "") ?? "no reason given"}. The branch ${change.branch} stays.`,
      };
    }
    default:
      await markStep(session, "approval", { status: "failed", summary: "Nobody decided in time" });
      return {
        status: "failed",
        outcome: "approval_expired",
        verdict: null,
        reason: `Nobody decided in time, also of those who were asked the second time. The branch ${change.branch} stays; run again to ask again.`,
      };
  }
}
