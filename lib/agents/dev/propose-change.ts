import type { Quality } from "#lib/domain/evidence/schema.ts";
import { recordBranch } from "#lib/domain/runs/record-branch.ts";
import type { FileChange } from "#lib/ports/forge/port.ts";
import { perform } from "../perform.ts";
import type { RunSession } from "../run-session.ts";
import { assessRisk } from "./assess-risk.ts";
import type { FixResult } from "./fix.ts";
import { openProposal, type ProposedChange } from "./open-proposal.ts";
import { pullRequestBody } from "./pull-request-body.ts";
import type { Reproduction } from "./reproduction.ts";
import type { Verification } from "./verify.ts";

/** Opens the pull request of a fix with its evidence. Repeating it changes nothing. */
export async function proposeChange(
  session: RunSession,
  input: { reproduction: Reproduction; verification: Verification; fixed: FixResult; quality: Quality },
): Promise<ProposedChange> {
  const { reproduction, verification, fixed, quality } = input;
  const { rootCause, plausible } = fixed;
  const risk = assessRisk({ verification, plausible });
  const evidence = { reproduction, quality, verification, rootCause, risk };
  return openProposal(session, {
    verification,
    risk,
    body: (costMicros, engine) => pullRequestBody(session, { ...evidence, costMicros, engine }),
  });
}

/** Pushes another fix onto the branch of an open pull request, as one more commit. Repeating it changes nothing. */
export async function pushFix(
  session: RunSession,
  input: { change: ProposedChange; earlier: Verification; verification: Verification; fixed: FixResult },
): Promise<ProposedChange> {
  const { change, earlier, verification, fixed } = input;
  const { context, facts, workspace } = session;
  const { forge } = context.ports;
  const files = [...earlier.change.files, ...verification.change.files].map(({ path }) => path);
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
      return { headSha };
    },
  );
  return { ...change, ...pushed, risk: assessRisk({ verification, plausible: fixed.plausible }) };
}
