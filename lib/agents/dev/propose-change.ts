import { sumRunCost } from "#lib/domain/costs/sum-run-cost.ts";
import type { Quality } from "#lib/domain/evidence/schema.ts";
import { recordBranch } from "#lib/domain/runs/record-branch.ts";
import type { FileChange } from "#lib/ports/forge/port.ts";
import { perform } from "../perform.ts";
import type { RunSession } from "../run-session.ts";
import { assessRisk } from "./assess-risk.ts";
import type { CheckRound } from "./classify-checks.ts";
import type { FixResult } from "./fix.ts";
import type { Proven } from "./fix-until-proven.ts";
import { openProposal, type ProposedChange } from "./open-proposal.ts";
import { type BodyInput, pullRequestBody } from "./pull-request-body.ts";
import { refuseSecrets } from "./refuse-secrets.ts";
import type { Reproduction } from "./reproduction.ts";
import type { OwnReview } from "./review-own-change.ts";
import type { Verification } from "./verify.ts";

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

/** Opens the pull request of a fix with its evidence. Repeating it changes nothing. */
export async function proposeChange(
  session: RunSession,
  input: {
    reproduction: Reproduction;
    verification: Verification;
    fixed: FixResult;
    quality: Quality;
    review: OwnReview;
  },
): Promise<ProposedChange> {
  const { verification, fixed } = input;
  const risk = assessRisk({ verification, plausible: fixed.plausible });
  return openProposal(session, {
    verification,
    risk,
    body: () => bodyOf(session, { ...input, risk, rounds: [] }),
  });
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
  const { change, earlier, verification, fixed, quality, review, reproduction, rounds } = input;
  const { context, facts, workspace } = session;
  const { forge } = context.ports;
  const files = [...earlier.change.files, ...verification.change.files].map(({ path }) => path);
  const risk = assessRisk({ verification, plausible: fixed.plausible });
  const pushed = await perform(
    session,
    { stepKey: "fix-checks", name: "push_fix", input: { branch: change.branch, onto: change.headSha } },
    async () => {
      await refuseSecrets(session, files);
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
      const body = await bodyOf(session, {
        reproduction,
        quality,
        review,
        verification,
        fixed,
        risk,
        rounds,
      });
      return { headSha, body };
    },
  );
  return { ...change, ...pushed, risk };
}
