import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import { readAll } from "#lib/db/read.ts";
import { ApprovalPolicy, PreviewApprovalPolicyInput } from "#lib/domain/approval-policies/schema.ts";
import type { Context } from "#lib/domain/context.ts";
import { parseInput } from "#lib/domain/parse-input.ts";

/** The rules of the tenant in the order in which they are tried. */
export async function listApprovalPolicies(context: Context): Promise<ApprovalPolicy[]> {
  const query = context.db
    .from("approval_policies")
    .select(
      `id, position, name, agentId:agent_id, kind, minimumRisk:minimum_risk, minimumCostMicros:minimum_cost_micros,
      pathGlob:path_glob, branchGlob:branch_glob, decision, deciderRole:decider_role, expiresHours:expires_hours,
      escalateTo:escalate_to`,
    )
    .eq("tenant_id", context.tenantId)
    .order("position")
    .order("created_at")
    .limit(50);
  return readAll(query, ApprovalPolicy);
}

/** Id of the rule that would count; null: none, so that a member decides within three days. */
export async function previewApprovalPolicy(
  context: Context,
  input: z.input<typeof PreviewApprovalPolicyInput>,
): Promise<{ policyId: string | null }> {
  const { cost, paths, ...facts } = parseInput(PreviewApprovalPolicyInput, input);
  const answer = await callFunction(context.db, "preview_approval_policy", {
    p_tenant: context.tenantId,
    p_facts: {
      ...facts,
      costMicros: Math.round(cost * 1_000_000),
      paths: paths
        .split("\n")
        .map((path) => path.trim())
        .filter((path) => path !== ""),
    },
  });
  return { policyId: z.uuid().nullable().parse(answer) };
}
