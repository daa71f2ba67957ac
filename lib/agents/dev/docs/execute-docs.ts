import { recordEvidence } from "#lib/domain/evidence/record-evidence.ts";
import { Documentation } from "#lib/domain/evidence/schema.ts";
import { type DocsOrder, readDocsGoal } from "#lib/domain/goals/read-docs-goal.ts";
import type { RunEnding } from "#lib/domain/runs/finish-run.ts";
import { callTool } from "../../call-tool.ts";
import { awaitMerge } from "../../meta/await-merge.ts";
import type { RunSession } from "../../run-session.ts";
import { checkQuality, describeQuality } from "../check-quality.ts";
import { watchProposal } from "../refactor/watch-proposal.ts";
import { reviewOwnChange } from "../review-own-change.ts";
import { setUp } from "../set-up.ts";
import { markStep } from "../steps.ts";
import { proposeDocs } from "./propose-docs.ts";
import { verifyDocs } from "./verify-docs.ts";

const EXAMPLES =
  'Say for example "Fix broken links in the docs", "The docs mention the old name parseUrl", "Document the exported functions of src/cart.ts", "Update the README: the option --limit is missing", or "Add an FAQ entry" with "Q: …" and "A: …".';

async function ask(
  session: RunSession,
  step: "target" | "document",
  question: string,
): Promise<{ ending: RunEnding }> {
  await markStep(session, step, { status: "failed", error: { code: "unclear", message: question } });
  return { ending: { status: "failed", outcome: "unclear", verdict: null, reason: question } };
}

async function chooseTarget(session: RunSession): Promise<DocsOrder | { ending: RunEnding }> {
  const { goalTitle, goalBody } = session.facts;
  await markStep(session, "target", { status: "running" });
  const byTitle = readDocsGoal(goalTitle);
  // The first line says what is wanted; the words of an entry stand below it.
  const order = byTitle && byTitle.kind !== "faq" ? byTitle : readDocsGoal(goalBody);
  if (!order) return ask(session, "target", `The goal does not say what is to be written. ${EXAMPLES}`);
  await markStep(session, "target", {
    status: "succeeded",
    summary: `${order.kind} in ${order.document ?? "the documents"}`,
  });
  return order;
}

interface Output {
  done: string[];
  open: string[];
  changed: string[];
  looked: number;
}

async function document(
  session: RunSession,
  order: DocsOrder,
): Promise<Documentation | { ending: RunEnding }> {
  await markStep(session, "document", { status: "running" });
  const call = { agent: "dev", stepKey: "document", tool: "update_docs", input: { order } };
  const result = await callTool(session, call);
  if (result.error !== null) return ask(session, "document", result.error);
  const output = result.output as Output;
  const [first] = output.done;
  const summary =
    first ??
    `${output.looked} documents were looked at; nothing can be set right by what the repository says.`;
  const evidence = Documentation.parse({ ...output, summary });
  session.durable.keep("evidence-documentation", () =>
    recordEvidence(session.context, {
      runId: session.facts.runId,
      evidence: { key: "documentation", kind: "documentation", title: "Documents", data: evidence },
    }),
  );
  await markStep(session, "document", { status: "succeeded", summary });
  if (output.changed.length > 0) return evidence;
  const open = evidence.open.length > 0 ? ` For a person: ${evidence.open.slice(0, 8).join(" ")}` : "";
  const outcome = evidence.open.length > 0 ? "needs_person" : "no_change";
  const status = outcome === "no_change" ? "succeeded" : "failed";
  return {
    ending: {
      status,
      outcome,
      verdict: outcome === "no_change" ? null : "unverified",
      reason: `${summary}${open}`,
    },
  };
}

const PROOF = "Only documents were changed, nothing in them is broken by it, and the whole suite passes.";

/** Updates documents by what the repository and its history prove; asks for what is missing instead of inventing it. */
export async function executeDocs(session: RunSession): Promise<RunEnding> {
  const unready = await setUp(session);
  if (unready) return unready;
  const order = await chooseTarget(session);
  if ("ending" in order) return order.ending;
  const evidence = await document(session, order);
  if ("ending" in evidence) return evidence.ending;
  const verification = await verifyDocs(session, evidence);
  if (verification.verdict === "unverified") {
    const reason = `The update does not hold: ${verification.reasons.join(" ")} Nothing was pushed.`;
    return { status: "failed", outcome: "no_fix", verdict: "unverified", reason };
  }
  const review = await reviewOwnChange(session, verification.change, "");
  const open = { plausible: 1, undecided: false, overfit: false, weak: false, proof: PROOF };
  const quality = await checkQuality(session, { verification, open, attempt: 1, review });
  if (quality.score < quality.needed) {
    const reason = `The update is not proposed: ${quality.needed} points are needed. ${describeQuality(quality)} It is kept on this page; nothing was pushed.`;
    return { status: "failed", outcome: "needs_person", verdict: verification.verdict, reason };
  }
  const proposed = await proposeDocs(session, { evidence, verification, quality, review });
  const watched = await watchProposal(session, proposed, verification.change.flags);
  return watched ?? awaitMerge(session, proposed, verification);
}
