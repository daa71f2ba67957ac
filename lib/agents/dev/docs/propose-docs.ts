import { sumRunCost } from "#lib/domain/costs/sum-run-cost.ts";
import type { Documentation, Quality } from "#lib/domain/evidence/schema.ts";
import type { RunSession } from "../../run-session.ts";
import { assessRisk } from "../assess-risk.ts";
import { openProposal, type ProposedChange } from "../open-proposal.ts";
import { costLine, listed, qualityPart, quoted } from "../pull-request-body.ts";
import { type OwnReview, reviewPart } from "../review-own-change.ts";
import type { Verification } from "../verify.ts";

/** Opens the pull request of updated documents, with what was held against what. */
export async function proposeDocs(
  session: RunSession,
  input: { evidence: Documentation; verification: Verification; quality: Quality; review: OwnReview },
): Promise<ProposedChange> {
  const { evidence, verification, quality, review } = input;
  const { context, facts } = session;
  const risk = assessRisk({
    verification,
    plausible: 1,
    small: "Only documents are changed.",
    onlyTests: true,
  });
  const { done, open, checked, examples } = evidence;
  const body = async (): Promise<string> =>
    [
      "## Goal",
      quoted(facts.goalBody.slice(0, 2_000)),
      "## What was changed",
      listed(done.slice(0, 60)),
      ...(open.length > 0
        ? ["## For a person", "The repository does not say what is right here:", listed(open.slice(0, 30))]
        : []),
      "## Evidence",
      listed([
        ...checked.map(
          ({ path, links, names }) =>
            `\`${path}\`: ${links} links and ${names} names were held against the repository; the change breaks none.`,
        ),
        ...examples.map(
          ({ command, exitCode }) => `example: \`${command}\`, exit code ${exitCode ?? "none"}`,
        ),
      ]),
      "## Verification",
      `**${verification.verdict}**\n${listed(verification.reasons)}`,
      ...reviewPart(review),
      ...qualityPart(quality),
      "## Risk",
      `**${risk.risk}**\n${listed(risk.reasons)}`,
      "## Cost",
      costLine(session, await sumRunCost(context, { runId: facts.runId }), "rules, no model"),
    ].join("\n\n");
  return openProposal(session, { verification, risk, body });
}
