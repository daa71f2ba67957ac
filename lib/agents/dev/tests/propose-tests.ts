import { sumRunCost } from "#lib/domain/costs/sum-run-cost.ts";
import type { Quality } from "#lib/domain/evidence/schema.ts";
import type { TestReport } from "#lib/domain/test-reports/schema.ts";
import type { RunSession } from "../../run-session.ts";
import { assessRisk } from "../assess-risk.ts";
import { openProposal, type ProposedChange } from "../open-proposal.ts";
import { costLine, listed, qualityPart, quoted, testTable } from "../pull-request-body.ts";
import { type OwnReview, reviewPart } from "../review-own-change.ts";
import type { Verification } from "../verify.ts";
import { type Covered, describeCoverage } from "./cover.ts";

const cell = (text: string): string => text.replaceAll("|", "\\|").replace(/\s+/g, " ");

function suspiciousPart(suspicious: Covered["evidence"]["suspicious"]): string[] {
  if (suspicious.length === 0) return [];
  return [
    "## For a person to judge",
    "These outcomes look like an error. No test asks for them:",
    listed(
      suspicious
        .slice(0, 20)
        .map(({ file, line, call, gives }) => `\`${file}:${line}\` \`${call}\` ${gives}`),
    ),
  ];
}

/** Opens the pull request of new tests, with coverage before and after and what each test was seen to fail on. */
export async function proposeTests(
  session: RunSession,
  input: {
    covered: Covered;
    verification: Verification;
    quality: Quality;
    review: OwnReview;
    before: TestReport;
  },
): Promise<ProposedChange> {
  const { covered, verification, quality, before } = input;
  const { context, facts, workspace } = session;
  const { files, kills, mutants, suspicious, left, runs } = covered.evidence;
  const small = "It adds tests and changes no code.";
  const risk = assessRisk({ verification, plausible: 1, small, onlyTests: true });
  const body = async (): Promise<string> =>
    [
      "## Goal",
      quoted(facts.goalBody.slice(0, 2_000)),
      "## What these tests are",
      "They record what the code does **at present**. They don't prove that it is right: where the code is wrong, the test holds the wrong result. Read each one as a question.",
      "## Coverage",
      listed(files.map(describeCoverage)),
      "## What each test notices",
      `${mutants.killed} of ${mutants.total} changed versions of the code were noticed. Each test was seen to fail on one:`,
      [
        "| test | fails when |",
        "| --- | --- |",
        ...kills.slice(0, 60).map(({ name, mutant }) => `| ${cell(name)} | ${cell(mutant)} |`),
      ].join("\n"),
      ...suspiciousPart(suspicious),
      ...(left.length > 0 ? ["## Still uncovered", listed(left.slice(0, 20))] : []),
      "## Evidence",
      `Command: \`${workspace.testCommand}\``,
      testTable(before, verification.after),
      listed(
        runs
          .slice(0, 20)
          .map(({ what, command, exitCode }) => `${what}: \`${command}\`, exit code ${exitCode ?? "none"}`),
      ),
      "## Verification",
      `**${verification.verdict}**\n${listed(verification.reasons)}`,
      ...reviewPart(input.review),
      ...qualityPart(quality),
      "## Risk",
      `**${risk.risk}**\n${listed(risk.reasons)}`,
      "## Cost",
      costLine(session, await sumRunCost(context, { runId: facts.runId }), "rules and search, no model"),
    ].join("\n\n");
  return openProposal(session, { verification, risk, body });
}
