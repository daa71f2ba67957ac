import { sumRunCost } from "#lib/domain/costs/sum-run-cost.ts";
import type { Quality } from "#lib/domain/evidence/schema.ts";
import type { TestReport } from "#lib/domain/test-reports/schema.ts";
import type { RunSession } from "../../run-session.ts";
import { assessRisk } from "../assess-risk.ts";
import { openProposal, type ProposedChange } from "../open-proposal.ts";
import { costLine, listed, qualityPart, quoted, testTable } from "../pull-request-body.ts";
import { type OwnReview, reviewPart } from "../review-own-change.ts";
import type { Verification } from "../verify.ts";
import type { Applied } from "./apply-order.ts";

/** Opens the pull request of a change that keeps the behaviour, with what shows that it does. */
export async function proposeRefactoring(
  session: RunSession,
  input: {
    applied: Applied;
    verification: Verification;
    quality: Quality;
    review: OwnReview;
    before: TestReport;
  },
): Promise<ProposedChange> {
  const { applied, verification, quality, before } = input;
  const { context, facts, workspace } = session;
  const small = "A small change of form; every test passes before and after it.";
  const risk = assessRisk({ verification, plausible: 1, small });
  const body = async (): Promise<string> =>
    [
      "## Goal",
      quoted(facts.goalBody.slice(0, 2_000)),
      "## What was changed",
      applied.summary,
      listed(applied.steps.slice(0, 60)),
      ...(applied.kept.length > 0 ? ["## Left as it is", listed(applied.kept)] : []),
      "## Evidence",
      `Command: \`${workspace.testCommand}\``,
      testTable(before, verification.after),
      "## Verification",
      `**${verification.verdict}**\n${listed(verification.reasons)}`,
      ...reviewPart(input.review),
      ...qualityPart(quality),
      "## Risk",
      `**${risk.risk}**\n${listed(risk.reasons)}`,
      "## Cost",
      costLine(
        session,
        await sumRunCost(context, { runId: facts.runId }),
        context.ports.models.describe("code").label,
      ),
    ].join("\n\n");
  return openProposal(session, { verification, risk, body });
}
