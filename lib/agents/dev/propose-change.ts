import { sumRunCost } from "#lib/domain/costs/sum-run-cost.ts";
import type { Quality } from "#lib/domain/evidence/schema.ts";
import { openPullRequest } from "#lib/domain/pull-requests/open-pull-request.ts";
import { recordBranch } from "#lib/domain/runs/record-branch.ts";
import type { FileChange } from "#lib/ports/forge/port.ts";
import { perform } from "../perform.ts";
import type { RunSession } from "../run-session.ts";
import { assessRisk, type RiskAssessment } from "./assess-risk.ts";
import type { CheckRound } from "./classify-checks.ts";
import type { FixResult } from "./fix.ts";
import type { Proven } from "./fix-until-proven.ts";
import { type BodyInput, pullRequestBody } from "./pull-request-body.ts";
import type { Reproduction } from "./reproduction.ts";
import { markStep } from "./steps.ts";
import type { Verification } from "./verify.ts";

export interface ProposedChange {
  pullRequestId: string;
  number: number;
  branch: string;
  headSha: string;
  risk: RiskAssessment;
}

/** Branch name of a run: its number, so that it is unique, and words of the goal, so that it says something. */
export function branchName(runNumber: number, title: string): string {
  const words = title
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40)
    .replace(/-+$/, "");
  return `morningai/run-${runNumber}${words ? `-${words}` : ""}`;
}

async function pushBranch(session: RunSession, verification: Verification, branch: string): Promise<string> {
  const { context, facts, workspace } = session;
  const { forge } = context.ports;
  const changes: FileChange[] = await Promise.all(
    verification.change.files.map(async ({ path }) => ({
      path,
      content: await forge.readBlob(workspace.repository, workspace.head, path),
    })),
  );
  const sha = await forge.commit(workspace.repository, {
    parent: workspace.base,
    changes,
    message: `${facts.goalTitle}\n\nRun #${facts.runNumber} of MorningAI.`,
    committedAt: new Date(facts.createdAt),
  });
  await forge.setBranch(workspace.repository, branch, sha, null);
  return sha;
}

/** The text of the pull request, with what the run has cost so far. Reads the database. */
async function bodyOf(
  session: RunSession,
  input: Omit<BodyInput, "rootCause" | "costMicros" | "engine"> & { fixed: FixResult },
): Promise<string> {
  const { context, facts } = session;
  const { fixed, ...rest } = input;
  return pullRequestBody(session, {
    ...rest,
    rootCause: fixed.rootCause,
    costMicros: await sumRunCost(context, { runId: facts.runId }),
    engine: context.ports.models.describe("code").label,
  });
}

/** Pushes the branch with one commit and opens the pull request with its evidence. Repeating it changes nothing. */
export async function proposeChange(
  session: RunSession,
  input: { reproduction: Reproduction; verification: Verification; fixed: FixResult; quality: Quality },
): Promise<ProposedChange> {
  const { context, facts, workspace } = session;
  const { reproduction, verification, fixed, quality } = input;
  const { runId } = facts;
  await markStep(session, "pull-request", { status: "running" });
  const branch = branchName(facts.runNumber, facts.goalTitle);
  const risk = assessRisk({ verification, plausible: fixed.plausible });
  const proposed = await perform(
    session,
    { stepKey: "pull-request", name: "open_pull_request", input: { branch, base: facts.defaultBranch } },
    async () => {
      const headSha = await pushBranch(session, verification, branch);
      await recordBranch(context, { runId, branch, headSha, verdict: verification.verdict });
      const body = await bodyOf(session, { reproduction, quality, verification, fixed, risk, rounds: [] });
      const { id, number } = await openPullRequest(context, {
        runId,
        pullRequest: {
          title: facts.goalTitle,
          body,
          branch,
          baseBranch: facts.defaultBranch,
          baseSha: workspace.base,
          headSha,
          flags: verification.change.flags,
        },
      });
      return { pullRequestId: id, number, headSha };
    },
  );
  await markStep(session, "pull-request", {
    status: "succeeded",
    summary: `Pull request #${proposed.number} from ${branch}`,
  });
  return { ...proposed, branch, risk };
}

/**
 * Pushes another fix onto the branch of an open pull request, as one more commit, and writes the text of the pull
 * request anew for it. Repeating it changes nothing.
 */
export async function pushFix(
  session: RunSession,
  input: Proven & {
    change: ProposedChange;
    earlier: Verification;
    reproduction: Reproduction;
    rounds: CheckRound[];
  },
): Promise<ProposedChange & { body: string }> {
  const { change, earlier, verification, fixed, quality, reproduction, rounds } = input;
  const { context, facts, workspace } = session;
  const { forge } = context.ports;
  const files = [...earlier.change.files, ...verification.change.files].map(({ path }) => path);
  const risk = assessRisk({ verification, plausible: fixed.plausible });
  const pushed = await perform(
    session,
    { stepKey: "fix-checks", name: "push_fix", input: { branch: change.branch, onto: change.headSha } },
    async () => {
      const changes: FileChange[] = [];
      for (const path of new Set(files))
        changes.push({ path, content: await forge.readBlob(workspace.repository, workspace.head, path) });
      const headSha = await forge.commit(workspace.repository, {
        parent: change.headSha,
        changes,
        message: `Fix what CI finds\n\nRun #${facts.runNumber} of MorningAI.`,
        committedAt: new Date(facts.createdAt),
      });
      await forge.setBranch(workspace.repository, change.branch, headSha, change.headSha);
      const { branch } = change;
      await recordBranch(context, { runId: facts.runId, branch, headSha, verdict: verification.verdict });
      const body = await bodyOf(session, { reproduction, quality, verification, fixed, risk, rounds });
      return { headSha, body };
    },
  );
  return { ...change, ...pushed, risk };
}
