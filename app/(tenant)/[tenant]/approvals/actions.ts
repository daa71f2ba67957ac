"use server";

import { decideApproval } from "#lib/domain/approvals/decide-approval.ts";
import { DecideApprovalInput } from "#lib/domain/approvals/schema.ts";
import { tenantAction } from "#lib/http/tenant-action.ts";

export const decideApprovalAction = tenantAction({
  input: DecideApprovalInput,
  permission: "approval.decide",
  run: decideApproval,
});
