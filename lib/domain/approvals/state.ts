import type { Approval } from "#lib/domain/approvals/schema.ts";
import { whyNotPermitted } from "#lib/domain/permissions/hold-permission.ts";
import type { TenantRole } from "#lib/domain/users/schema.ts";

type Tone = "neutral" | "info" | "success" | "warning" | "danger";

export const approvalStatusLabels: Record<
  Approval["status"],
  { label: string; tone: Tone; active?: boolean }
> = {
  pending: { label: "Waiting for a decision", tone: "warning" },
  approved: { label: "Approved", tone: "success" },
  rejected: { label: "Rejected", tone: "danger" },
  expired: { label: "Expired", tone: "neutral" },
  cancelled: { label: "Cancelled with its run", tone: "neutral" },
};

export const riskLabels: Record<Approval["risk"], { label: string; tone: Tone; active?: boolean }> = {
  low: { label: "Low risk", tone: "success" },
  medium: { label: "Medium risk", tone: "warning" },
  high: { label: "High risk", tone: "danger" },
};

/** Null when a person of this role can decide at this time, else the reason why not. */
export function whyNotDecide(
  approval: Pick<Approval, "status" | "expiresAt" | "deciderRole" | "escalatedAt">,
  role: TenantRole,
  now: Date,
): string | null {
  if (approval.status !== "pending") {
    return `This approval is no longer open: ${approvalStatusLabels[approval.status].label.toLowerCase()}.`;
  }
  if (new Date(approval.expiresAt) <= now) return "The time to decide is over.";
  // The person whom a rule asks after a time-out may decide too; the database knows who that is.
  if (approval.deciderRole === "admin" && role === "member" && !approval.escalatedAt) {
    return "A rule of the organisation leaves this to its admins.";
  }
  return whyNotPermitted(role, "approval.decide");
}
