import { countCases, type TestReport } from "#lib/domain/test-reports/schema.ts";
import type { RunSession } from "../run-session.ts";
import type { RiskAssessment } from "./assess-risk.ts";
import type { Verification } from "./verify.ts";

export interface BodyInput {
  before: TestReport;
  verification: Verification;
  rootCause: string | null;
  risk: RiskAssessment;
  costMicros: number;
  engine: string;
}

function testRow(label: string, report: TestReport): string {
  const counts = countCases(report.cases);
  return `| ${label} | ${counts.passed} | ${counts.failed} | ${counts.skipped} | ${report.exitCode ?? "none"} | ${(report.durationMs / 1000).toFixed(1)} s |`;
}

/** Text from outside can't break out of its place in the body. */
function quoted(text: string): string {
  return text
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");
}

/** The text of the pull request: what was asked, evidence before and after, root cause, risk, cost. */
export function pullRequestBody(session: RunSession, input: BodyInput): string {
  const { facts, workspace } = session;
  const { before, verification, rootCause, risk } = input;
  const targets = workspace.targets.slice(0, 20).map((test) => `- \`${test.file}\`: ${test.name}`);
  return [
    "## Goal",
    quoted(facts.goalBody.slice(0, 2_000)),
    "## Root cause",
    rootCause ?? "See the change; no single cause was established.",
    "## Evidence",
    `Command: \`${workspace.testCommand}\``,
    [
      "| | passed | failed | skipped | exit code | time |",
      "| --- | --- | --- | --- | --- | --- |",
      testRow("before", before),
      testRow("after the last edit", verification.after),
    ].join("\n"),
    `Failed before, pass now:\n${targets.join("\n")}`,
    "## Verification",
    `**${verification.verdict}**\n${verification.reasons.map((reason) => `- ${reason}`).join("\n")}`,
    "## Risk",
    `**${risk.risk}**\n${risk.reasons.map((reason) => `- ${reason}`).join("\n")}`,
    "## Cost",
    `$${(input.costMicros / 1_000_000).toFixed(2)}; done by: ${input.engine}. Run #${facts.runNumber}.`,
  ].join("\n\n");
}
