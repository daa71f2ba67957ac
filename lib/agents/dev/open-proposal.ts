import { openPullRequest } from "#lib/domain/pull-requests/open-pull-request.ts";
import { recordBranch } from "#lib/domain/runs/record-branch.ts";
import type { FileChange } from "#lib/ports/forge/port.ts";
import { perform } from "../perform.ts";
import type { RunSession } from "../run-session.ts";
import type { RiskAssessment } from "./assess-risk.ts";
import { refuseSecrets } from "./refuse-secrets.ts";
import { markStep } from "./steps.ts";
import type { Verification } from "./verify.ts";

export interface ProposedChange {
  pullRequestId: string;
  number: number;
  branch: string;
  headSha: string;
  risk: RiskAssessment;
}

export interface Proposal {
  verification: Verification;
  risk: RiskAssessment;
  /** The text of the pull request; it may read the database. */
  body(): Promise<string>;
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

/** Pushes the branch with one commit and opens the pull request. Repeating it changes nothing. */
export async function openProposal(
  session: RunSession,
  { verification, risk, body }: Proposal,
): Promise<ProposedChange> {
  const { context, facts, workspace } = session;
  const { runId } = facts;
  await markStep(session, "pull-request", { status: "running" });
  const branch = branchName(facts.runNumber, facts.goalTitle);
  const proposed = await perform(
    session,
    { stepKey: "pull-request", name: "open_pull_request", input: { branch, base: facts.defaultBranch } },
    async () => {
      await refuseSecrets(
        session,
        verification.change.files.map(({ path }) => path),
      );
      const headSha = await pushBranch(session, verification, branch);
      await recordBranch(context, { runId, branch, headSha, verdict: verification.verdict });
      const { id, number } = await openPullRequest(context, {
        runId,
        pullRequest: {
          title: facts.goalTitle,
          body: await body(),
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
