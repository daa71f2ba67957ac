import { recordEvidence } from "#lib/domain/evidence/record-evidence.ts";
import { recordFindings } from "#lib/domain/findings/record-findings.ts";
import { type NewFinding, sortFindings } from "#lib/domain/findings/schema.ts";
import type { RunEnding } from "#lib/domain/runs/finish-run.ts";
import { callTool } from "../../call-tool.ts";
import { perform } from "../../perform.ts";
import type { RunSession } from "../../run-session.ts";
import { setUp } from "../set-up.ts";
import { markStep } from "../steps.ts";
import { chooseChange, type ReviewedChange } from "./choose-change.ts";
import { compareTests } from "./compare-tests.ts";

interface Outcome {
  findings: NewFinding[];
  looked: string[];
}

const counted = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}s`}`;

/** Rules and type checker, as a tool that the agent may use as well. */
async function reviewLines(session: RunSession, { base, head }: ReviewedChange): Promise<Outcome> {
  await markStep(session, "review", { status: "running" });
  const call = { agent: "dev", stepKey: "review", tool: "review_change", input: { base, head } };
  const result = await callTool(session, call);
  if (result.error !== null) {
    await markStep(session, "review", { status: "failed", summary: result.error });
    return { findings: [], looked: [`The rules could not be asked: ${result.error}`] };
  }
  const { findings, looked } = result.output as Outcome;
  const summary = findings.length === 0 ? "Nothing found" : `${counted(findings.length, "finding")}`;
  await markStep(session, "review", { status: "succeeded", summary });
  return { findings, looked };
}

async function reviewTests(session: RunSession, change: ReviewedChange, ready: boolean): Promise<Outcome> {
  if (!ready) {
    const why = "The dependencies could not be installed, so no test was run.";
    await markStep(session, "compare-tests", { status: "skipped", summary: why });
    return { findings: [], looked: [why] };
  }
  await markStep(session, "compare-tests", { status: "running" });
  const { findings, looked } = await compareTests(session, change);
  await markStep(session, "compare-tests", { status: "succeeded", summary: looked });
  return { findings, looked: [looked] };
}

/** Keeps the findings and puts them as comments on the lines of the head commit. */
async function publish(session: RunSession, change: ReviewedChange, outcome: Outcome): Promise<void> {
  const { context, facts, workspace } = session;
  const { findings, looked } = outcome;
  await session.durable.run("record-findings", () =>
    recordFindings(context, {
      runId: facts.runId,
      headSha: change.head,
      findings,
    }),
  );
  await session.durable.run("evidence-review", () =>
    recordEvidence(context, {
      runId: facts.runId,
      evidence: {
        key: "review",
        kind: "review",
        title: `Review of ${change.subject}`,
        data: { ...change, looked, findings: findings.length },
      },
    }),
  );
  if (findings.length === 0) {
    await markStep(session, "comment", { status: "skipped", summary: "There is nothing to comment on" });
    return;
  }
  await markStep(session, "comment", { status: "running" });
  const comments = findings.map(({ path, line, harm, rule, confidence }) => ({
    path,
    line,
    body: `${harm} (${rule}, confidence ${Math.round(confidence * 100)} %)`,
  }));
  await perform(
    session,
    { stepKey: "comment", name: "comment", input: { commit: change.head } },
    async () => {
      const at = new Date(facts.createdAt);
      await context.ports.forge.comment(workspace.repository, { commit: change.head, comments, at });
      return { comments: comments.length };
    },
  );
  await markStep(session, "comment", {
    status: "succeeded",
    summary: `${counted(comments.length, "comment")} on ${change.head.slice(0, 8)}`,
  });
}

function endingOf(change: ReviewedChange, { findings, looked }: Outcome): RunEnding {
  const [first] = findings;
  const size = `${counted(change.files.length, "file")}`;
  const reason = first
    ? `${counted(findings.length, "finding")} in ${change.subject} (${size}). First: ${first.path}:${first.line}: ${first.harm}`
    : `No finding in ${change.subject} (${size}). ${looked.join(" ")}`;
  return { status: "succeeded", outcome: "reviewed", verdict: null, reason };
}

/**
 * Reviews a change that a goal names: rules on the changed lines, errors of the type checker and failing tests that
 * the old code does not have. Each finding has file, line, harm and confidence; nothing is changed.
 */
export async function executeReview(session: RunSession): Promise<RunEnding> {
  await markStep(session, "change", { status: "running" });
  const chosen = await chooseChange(session);
  if ("question" in chosen) {
    const error = { code: "unclear", message: chosen.question };
    await markStep(session, "change", { status: "failed", error });
    return { status: "failed", outcome: "unclear", verdict: null, reason: chosen.question };
  }
  const { change } = chosen;
  const lines = change.files.reduce((sum, { additions, deletions }) => sum + additions + deletions, 0);
  const summary = `${change.subject}: ${counted(change.files.length, "file")}, ${counted(lines, "line")}`;
  await markStep(session, "change", { status: "succeeded", summary });
  if (change.files.length === 0)
    return {
      status: "succeeded",
      outcome: "no_change",
      verdict: null,
      reason: `There is nothing to review: ${change.subject} changes nothing.`,
    };
  Object.assign(session.workspace, { base: change.base, start: change.head, head: change.head });
  const unready = await setUp(session);
  const lined = await reviewLines(session, change);
  const tested = await reviewTests(session, change, unready === null);
  const outcome = {
    findings: sortFindings([...lined.findings, ...tested.findings]),
    looked: [...lined.looked, ...tested.looked],
  };
  await publish(session, change, outcome);
  return endingOf(change, outcome);
}
