"use server";

import { revalidatePath } from "next/cache";
import { previewApprovalPolicy } from "#lib/domain/approval-policies/queries.ts";
import { removeApprovalPolicy } from "#lib/domain/approval-policies/remove-approval-policy.ts";
import { saveApprovalPolicy } from "#lib/domain/approval-policies/save-approval-policy.ts";
import {
  PreviewApprovalPolicyInput,
  RemoveApprovalPolicyInput,
  SaveApprovalPolicyInput,
} from "#lib/domain/approval-policies/schema.ts";
import { tenantAction } from "#lib/http/tenant-action.ts";

export const saveApprovalPolicyAction = tenantAction({
  input: SaveApprovalPolicyInput,
  permission: "approval_policy.save",
  run: async (context, input) => {
    const result = await saveApprovalPolicy(context, input);
    revalidatePath("/", "layout");
    return result;
  },
});

export const removeApprovalPolicyAction = tenantAction({
  input: RemoveApprovalPolicyInput,
  permission: "approval_policy.remove",
  run: async (context, input) => {
    await removeApprovalPolicy(context, input);
    revalidatePath("/", "layout");
  },
});

export const previewApprovalPolicyAction = tenantAction({
  input: PreviewApprovalPolicyInput,
  permission: "tenant.read",
  run: previewApprovalPolicy,
});
