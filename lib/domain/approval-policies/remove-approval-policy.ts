import type { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import { RemoveApprovalPolicyInput } from "#lib/domain/approval-policies/schema.ts";
import type { Context } from "#lib/domain/context.ts";
import { parseInput } from "#lib/domain/parse-input.ts";

/** Takes a rule away; approvals that were asked for by it keep what it said. Error `not_found`. */
export async function removeApprovalPolicy(
  context: Context,
  input: z.input<typeof RemoveApprovalPolicyInput>,
): Promise<void> {
  const { policyId } = parseInput(RemoveApprovalPolicyInput, input);
  await callFunction(context.db, "remove_approval_policy", {
    p_tenant: context.tenantId,
    p_policy: policyId,
  });
}
