import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";

export interface ApprovalRequest {
  kind: "merge_pull_request" | "choose_fix";
  pullRequestId?: string;
  /** For a question: the answers. */
  choices?: { label: string; detail: string }[];
  title: string;
  /** Digest of exactly what is approved. */
  subjectDigest: string;
  risk: "low" | "medium" | "high";
  rationale: string;
  confidence: number;
  agent: string;
  /** Files that the effect touches: rules of the tenant may go by them. */
  paths?: string[];
  expiresAt: Date;
}

/** Asks a person; the run waits. The same subject again is the same approval. */
export async function requestApproval(
  context: Context,
  input: { runId: string; approval: ApprovalRequest },
): Promise<string> {
  const { expiresAt, ...approval } = input.approval;
  return callFunction(context.db, "request_approval", {
    p_run: input.runId,
    p_approval: { ...approval, expiresAt: expiresAt.toISOString() },
  });
}
