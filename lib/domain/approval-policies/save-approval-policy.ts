import type { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import { SaveApprovalPolicyInput } from "#lib/domain/approval-policies/schema.ts";
import type { Context } from "#lib/domain/context.ts";
import { parseInput } from "#lib/domain/parse-input.ts";

/** Adds a rule at the end, or changes the one with this id. Errors: `not_found`, `unprocessable` (50 rules; whom to ask). */
export async function saveApprovalPolicy(
  context: Context,
  input: z.input<typeof SaveApprovalPolicyInput>,
): Promise<{ policyId: string }> {
  const { policyId, minimumCost, ...rule } = parseInput(SaveApprovalPolicyInput, input);
  const minimumCostMicros = minimumCost === null ? null : Math.round(minimumCost * 1_000_000);
  const id = await callFunction(context.db, "save_approval_policy", {
    p_tenant: context.tenantId,
    p_policy: policyId,
    p_rule: { ...rule, minimumCostMicros },
  });
  return { policyId: id };
}
