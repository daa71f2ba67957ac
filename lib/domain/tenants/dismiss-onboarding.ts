import type { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { parseInput } from "#lib/domain/parse-input.ts";
import { DismissOnboardingInput } from "#lib/domain/tenants/schema.ts";

/** Puts the checklist of the first steps away for everybody in the tenant, or back. */
export async function dismissOnboarding(
  context: Context,
  input: z.input<typeof DismissOnboardingInput>,
): Promise<void> {
  const { dismissed } = parseInput(DismissOnboardingInput, input);
  await callFunction(context.db, "dismiss_onboarding", {
    p_tenant: context.tenantId,
    p_dismissed: dismissed,
  });
}
