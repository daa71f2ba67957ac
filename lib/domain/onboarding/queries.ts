import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { OnboardingFacts } from "#lib/domain/onboarding/schema.ts";

/** How far the tenant has come. */
export async function getOnboarding(context: Context): Promise<OnboardingFacts> {
  return OnboardingFacts.parse(
    await callFunction(context.db, "onboarding_facts", { p_tenant: context.tenantId }),
  );
}
