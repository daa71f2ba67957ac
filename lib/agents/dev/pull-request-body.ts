import type { Quality } from "#lib/domain/evidence/schema.ts";
import { caseKey, countCases, type TestReport } from "#lib/domain/test-reports/schema.ts";
import type { RunSession } from "../run-session.ts";
import type { RiskAssessment } from "./assess-risk.ts";
import { type CheckRound, countRounds } from "./classify-checks.ts";
import type { Reproduction } from "./reproduction.ts";
import { type OwnReview, reviewPart } from "./review-own-change.ts";
import type { Verification } from "./verify.ts";

export interface BodyInput {
  reproduction: Reproduction;
  quality: Quality;
  review: OwnReview;
  verification: Verification;
  rootCause: string | null;
  risk: RiskAssessment;
  /** Rounds of CI so far; none when the pull request is opened. */
  rounds: CheckRound[];
  costMicros: number;
  engine: string;
}

function testRow(label: string, report: TestReport): string {
  const counts = countCases(report.cases);
  return `| ${label} | ${counts.passed} | ${counts.failed} | ${counts.skipped} | ${report.exitCode ?? "none"} | ${(report.durationMs / 1000).toFixed(1)} s |`;
}

/** Text from outside can't break out of its place in the body. */
export function quoted(text: string): string {
  return text
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");
}

export const listed = (lines: string[]): string => lines.map((line) => `- ${line}`).join("\n");

/** The score with what took points away and what was in order. */
export const qualityPart = ({ score, reasons, passed }: Quality): string[] => [
  "## Quality",
  `**${score} of 10**\n${listed([...reasons.map(({ points, text }) => `minus ${points}: ${text}`), ...passed])}`,
];

/** Test counts before and after the change as a table. */
export const testTable = (before: TestReport, after: TestReport): string =>
  [
    "| | passed | failed | skipped | exit code | time |",
    "| --- | --- | --- | --- | --- | --- |",
    testRow("before", before),
    testRow("after the last edit", after),
  ].join("\n");

/** What the run cost and what did the work. */
export const costLine = ({ facts }: RunSession, costMicros: number, engine: string): string =>
  `$${(costMicros / 1_000_000).toFixed(2)}; done by: ${engine}. Run #${facts.runNumber}.`;

const fenced = (text: string, language: string): string => {
  const fence = "`".repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
};

const sources: Record<Reproduction["how"], string> = {
  failing_test: "A test of the repository fails as the goal describes.",
  stack_trace: "A test of the repository fails with the error of the issue's stack trace.",
  example: "The issue's example was written as a test, which is part of this change.",
  command: "The issue's command was written as a test, which is part of this change.",
  none: "There is none.",
};

/** How the problem was made to happen, with each test's result before and after. */
function describeReproduction(reproduction: Reproduction, after: TestReport): string {
  const results = new Map(after.cases.map((test) => [caseKey(test), test.status]));
  const rows = reproduction.targets
    .slice(0, 20)
    .map(
      (test) => `| ${test.name.replaceAll("|", "\\|")} | failed | ${results.get(caseKey(test)) ?? "gone"} |`,
    );
  const code = reproduction.written.map(
    ({ path, content }) =>
      `\`${path}\`:\n\n${fenced(content.slice(0, 4_000), path.endsWith(".py") ? "python" : "js")}`,
  );
  return [
    sources[reproduction.how],
    ["| test | before | after |", "| --- | --- | --- |", ...rows].join("\n"),
    ...code,
  ].join("\n\n");
}

/** What CI refused before this text was written; nothing without rounds. The summaries are text from outside. */
function describeRounds(rounds: CheckRound[]): string[] {
  if (rounds.length === 0) return [];
  const refused = rounds.findLast(({ kind }) => kind === "failed");
  const why = refused
    ? `The change was replaced because CI refused the one before, at ${refused.headSha.slice(0, 8)}:\n${quoted(refused.why.slice(0, 1_000))}`
    : "";
  return ["## CI", `Rounds before this change: ${countRounds(rounds)}.`, why].filter(Boolean);
}

/** The text of the pull request: what was asked, evidence before and after, root cause, risk, cost. */
export function pullRequestBody(session: RunSession, input: BodyInput): string {
  const { facts, workspace } = session;
  const { reproduction, verification, rootCause, risk, quality } = input;
  const targets = workspace.targets.slice(0, 20).map((test) => `- \`${test.file}\`: ${test.name}`);
  return [
    "## Goal",
    quoted(facts.goalBody.slice(0, 2_000)),
    "## Root cause",
    rootCause ?? "See the change; no single cause was established.",
    "## Reproduction",
    describeReproduction(reproduction, verification.after),
    "## Evidence",
    `Command: \`${workspace.testCommand}\``,
    testTable(reproduction.before, verification.after),
    `Failed before, pass now:\n${targets.join("\n")}`,
    "## Verification",
    `**${verification.verdict}**\n${verification.reasons.map((reason) => `- ${reason}`).join("\n")}`,
    ...describeRounds(input.rounds),
    ...reviewPart(input.review),
    ...qualityPart(quality),
    "## Risk",
    `**${risk.risk}**\n${risk.reasons.map((reason) => `- ${reason}`).join("\n")}`,
    "## Cost",
    costLine(session, input.costMicros, input.engine),
  ].join("\n\n");
}
