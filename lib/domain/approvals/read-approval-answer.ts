import { unwrap } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";

export interface ApprovalAnswer {
  status: "approved" | "rejected" | "expired" | "cancelled";
  reason: string | null;
  /** Position of the chosen answer of a question. */
  choice: number | null;
}

/** How an approval was decided; null while it is open. */
export async function readApprovalAnswer(
  context: Context,
  input: { approvalId: string },
): Promise<ApprovalAnswer | null> {
  const row = unwrap(
    await context.db
      .from("approvals")
      .select("status, decision_reason, choice")
      .eq("id", input.approvalId)
      .single(),
  );
  return row.status === "pending"
    ? null
    : { status: row.status as ApprovalAnswer["status"], reason: row.decision_reason, choice: row.choice };
}
