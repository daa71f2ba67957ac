import type { ApprovalPolicy } from "#lib/domain/approval-policies/schema.ts";

export const kindLabels: Record<NonNullable<ApprovalPolicy["kind"]>, string> = {
  merge_pull_request: "Merge a pull request",
  choose_fix: "Choose between fixes",
};

/** When a rule fits, in words: "risk medium or higher, files infra/**". */
export function conditionText(policy: ApprovalPolicy): string {
  const parts = [
    policy.kind ? kindLabels[policy.kind].toLowerCase() : null,
    policy.agentId ? `asked by the agent ${policy.agentId}` : null,
    policy.minimumRisk
      ? `risk ${policy.minimumRisk}${policy.minimumRisk === "high" ? "" : " or higher"}`
      : null,
    policy.minimumCostMicros === null
      ? null
      : `the run cost $${policy.minimumCostMicros / 1_000_000} or more`,
    policy.pathGlob
      ? `${policy.decision === "auto" ? "all files fit" : "a file fits"} ${policy.pathGlob}`
      : null,
    policy.branchGlob ? `into the branch ${policy.branchGlob}` : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? "always" : parts.join(", ");
}

/** What follows from a rule, in words. */
export function effectText(policy: ApprovalPolicy, escalateTo: string | undefined): string {
  if (policy.decision === "auto") return "No person is asked, unless the risk is high.";
  const who = policy.deciderRole === "admin" ? "An admin" : "An admin or member";
  return `${who} decides within ${policy.expiresHours} h; then ${escalateTo ?? "the admins"} for as long again.`;
}
