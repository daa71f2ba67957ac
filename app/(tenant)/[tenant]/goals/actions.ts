"use server";

import { SubmitGoalInput } from "#lib/domain/goals/schema.ts";
import { submitGoal } from "#lib/domain/goals/submit-goal.ts";
import { tenantAction } from "#lib/http/tenant-action.ts";

export const submitGoalAction = tenantAction({
  input: SubmitGoalInput,
  permission: "goal.submit",
  run: submitGoal,
});
