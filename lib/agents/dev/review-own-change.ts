import { recordEvidence } from "#lib/domain/evidence/record-evidence.ts";
import { recordFindings } from "#lib/domain/findings/record-findings.ts";
import { type NewFinding, sortFindings } from "#lib/domain/findings/schema.ts";
import { callTool } from "../call-tool.ts";
import type { RunSession } from "../run-session.ts";
import { markStep } from "./steps.ts";
import type { Change } from "./verify.ts";

/** Rules on a text by itself. Those that compare it with the old one speak of any fix: they are shown only. */
const COUNTED =
  /^(promise-not-awaited|constant-comparison|assignment-in-condition|unreachable-code|loop-runs-once|case-falls-through|past-the-end|negative-remainder|sorted-by-boolean|error-lost|error-swallowed|mutated-while-iterated|injection|secret|test-silenced|test-weakened)$/;
/** From this confidence on a finding that counts keeps the change from being proposed. */
const SEVERE = 0.8;

export interface OwnReview {
  findings: NewFinding[];
  looked: string[];
  /** Those that take points away. */
  counted: { severe: boolean; text: string }[];
}

/** What keeps a change from being proposed, one sentence each. */
export const severeOf = ({ counted }: OwnReview): string[] =>
  counted.filter(({ severe }) => severe).map(({ text }) => text);

const sentence = ({ path, line, harm }: NewFinding): string => `${path}:${line}: ${harm}`;

/**
 * Reviews what the run itself is about to propose, as it would review a person's change: by the rules of
 * `lib/review`. Kept as evidence with its findings. `mark` tells the attempts of a run apart.
 */
export async function reviewOwnChange(session: RunSession, change: Change, mark: string): Promise<OwnReview> {
  const { context, facts, workspace } = session;
  const { base, head } = workspace;
  await markStep(session, "own-review", { status: "running" }, mark);
  // The type checker is asked by the repository's own build, and for refactorings by the verification.
  const input = { base, head, types: false };
  const call = { agent: "dev", stepKey: "own-review", tool: "review_change", input };
  const result = await callTool(session, call);
  const output = (result.output ?? { findings: [], looked: [] }) as Pick<OwnReview, "findings" | "looked">;
  const findings = sortFindings(output.findings);
  const looked = result.error === null ? output.looked : [`The rules could not be asked: ${result.error}`];
  const counted = findings
    .filter(({ rule }) => COUNTED.test(rule))
    .map((finding) => ({ severe: finding.confidence >= SEVERE, text: sentence(finding) }));
  const { runId } = facts;
  session.durable.keep(`own-review${mark}`, async () => {
    await recordFindings(context, { runId, headSha: head, findings });
    const data = {
      base,
      head,
      subject: "the run's own change",
      files: change.files,
      looked,
      findings: findings.length,
    };
    const evidence = { key: "own-review", kind: "review" as const, title: "Review of its own change", data };
    await recordEvidence(context, { runId, evidence });
  });
  const review = { findings, looked, counted };
  const [first] = severeOf(review);
  await markStep(
    session,
    "own-review",
    first
      ? { status: "failed", error: { code: "review", message: first } }
      : {
          status: "succeeded",
          summary: findings.length === 0 ? "Nothing found" : `${findings.length} to look at`,
        },
    mark,
  );
  return review;
}

/** Part of the text of the pull request. */
export const reviewPart = ({ findings }: OwnReview): string[] => [
  "## Review of this change",
  findings.length === 0
    ? "The rules of the code review find nothing."
    : findings
        .slice(0, 20)
        .map(
          (one) =>
            `- \`${one.path}:${one.line}\` ${one.harm} (${one.rule}, confidence ${Math.round(one.confidence * 100)} %)`,
        )
        .join("\n"),
];
