import { readApprovalAnswer } from "#lib/domain/approvals/read-approval-answer.ts";
import { requestApproval } from "#lib/domain/approvals/request-approval.ts";
import { recordDecision } from "#lib/domain/decisions/record-decision.ts";
import type { RunEnding } from "#lib/domain/runs/finish-run.ts";
import { env } from "#lib/env.ts";
import { sha256 } from "#lib/ids.ts";
import { awaitRow } from "../await-row.ts";
import { callTool } from "../call-tool.ts";
import type { RunSession } from "../run-session.ts";
import type { Distinction, FixResult } from "./fix.ts";
import { markStep } from "./steps.ts";

/** How long a question stays open where no rule of the tenant says otherwise. */
const ANSWER_HOURS = 72;
/** Two weeks, the longest that rules allow with the second asking, and some hours. */
const MAX_LOOKS = 2 * 168 + 8;

const groupOf = ({ answers }: Distinction, position: number): number =>
  answers.findIndex(({ patches }) => patches.includes(position));

/** What stays open when nobody is asked: for the verdict, which is lowered by it. */
export function openQuestion(fixed: FixResult): string | null {
  const { distinction, applied } = fixed;
  if (!distinction || env().ON_DISAGREEMENT === "ask") return null;
  const { call, answers, before } = distinction;
  const results = answers.map(({ gives }) => gives).join(" or ");
  const taken =
    applied === 0 ? "The best-ranked one" : "The best-ranked one of those that held in the whole suite";
  const gives = answers[groupOf(distinction, applied)]?.gives;
  return `The tests leave open what ${call} gives: fixes that make the failing tests pass and break no other test of their files give ${results}; before the change it was ${before}. ${taken} was taken${gives === undefined ? "" : `, which gives ${gives}`}; nobody was asked.`;
}

async function ask(session: RunSession, { patches }: FixResult, distinction: Distinction): Promise<string> {
  const { context, facts } = session;
  return requestApproval(context, {
    runId: facts.runId,
    approval: {
      kind: "choose_fix",
      title: `What should ${distinction.call.slice(0, 160)} give?`,
      subjectDigest: sha256(JSON.stringify([distinction, patches.map(({ files }) => files)])),
      risk: "medium",
      rationale: `Several fixes pass every test and give different results for this input; today it gives ${distinction.before}. The answer selects the fix.`,
      confidence: 0.5,
      agent: "Dev_Agent",
      choices: distinction.answers.map((answer) => ({
        label: answer.gives.slice(0, 160),
        detail: answer.patches
          .flatMap((position) => patches[position]?.summary ?? [])
          .slice(0, 3)
          .join("; ")
          .slice(0, 600),
      })),
      expiresAt: new Date(context.clock.now().getTime() + ANSWER_HOURS * 3_600_000),
    },
  });
}

const ended = (outcome: "needs_person" | "approval_expired", reason: string): { ending: RunEnding } => ({
  ending: { status: "failed", outcome, verdict: null, reason },
});

/** Takes the applied proposal back and applies another. Errors speak in the ending. */
async function swap(session: RunSession, fixed: FixResult, position: number): Promise<string | null> {
  const files = fixed.patches[position]?.files;
  if (!files) return "The fix that belongs to the answer is not kept any more.";
  const call = { agent: "dev", stepKey: "fix" };
  const reverted = await callTool(session, { ...call, tool: "revert_changes", input: {} });
  if (reverted.error !== null) return reverted.error;
  return (await callTool(session, { ...call, tool: "edit_files", input: { files } })).error;
}

async function keepAnswer(session: RunSession, distinction: Distinction, gives: string): Promise<void> {
  session.durable.keep("keep-answer", () =>
    recordDecision(session.context, {
      runId: session.facts.runId,
      decision: {
        key: "disagreement",
        madeBy: "A person",
        decision: `${distinction.call} gives ${gives}`.slice(0, 500),
        rationale: "Fixes that pass every test gave different results for this input; a person chose.",
        confidence: 1,
      },
    }),
  );
}

/**
 * Asks a person where fixes that pass every test give different results, and applies the fix that the answer
 * selects. `swapped` says that the code is another one than was verified.
 */
export async function settleDisagreement(
  session: RunSession,
  fixed: FixResult,
): Promise<{ ending: RunEnding } | { swapped: boolean; chosen: string | null }> {
  const { distinction, applied } = fixed;
  if (!distinction || env().ON_DISAGREEMENT !== "ask" || groupOf(distinction, applied) === -1)
    return { swapped: false, chosen: null };
  await markStep(
    session,
    "fix",
    { status: "waiting", summary: `What should ${distinction.call} give?` },
    "-ask",
  );
  const approvalId = await session.durable.run("ask-which-fix", () => ask(session, fixed, distinction));
  const answer = await awaitRow(session, {
    name: "which-fix",
    event: "approval/decided",
    if: `async.data.approvalId == "${approvalId}"`,
    maxLooks: MAX_LOOKS,
    look: () => readApprovalAnswer(session.context, { approvalId }),
  });
  const question = `What ${distinction.call} should give`;
  if (answer?.status === "rejected")
    return ended("needs_person", `${question} is none of what the fixes give: ${answer.reason ?? ""}`);
  const chosen = distinction.answers[answer?.choice ?? -1];
  if (answer?.status !== "approved" || !chosen)
    return ended("approval_expired", `${question} was not answered in time. Nothing was pushed.`);
  await keepAnswer(session, distinction, chosen.gives);
  const same = chosen.patches.includes(applied);
  const problem = same ? null : await swap(session, fixed, chosen.patches[0] ?? -1);
  if (problem) return ended("needs_person", `The chosen fix could not be applied: ${problem}`);
  const summary = `A person chose: ${distinction.call} gives ${chosen.gives}`;
  await markStep(session, "fix", { status: "succeeded", summary }, "-answered");
  return { swapped: !same, chosen: chosen.gives };
}
