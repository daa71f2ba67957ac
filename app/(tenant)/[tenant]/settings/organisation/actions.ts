"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { dismissOnboarding } from "#lib/domain/tenants/dismiss-onboarding.ts";
import { renameTenant } from "#lib/domain/tenants/rename-tenant.ts";
import { requestTenantDeletion } from "#lib/domain/tenants/request-tenant-deletion.ts";
import { restoreTenant } from "#lib/domain/tenants/restore-tenant.ts";
import {
  DismissOnboardingInput,
  RenameTenantInput,
  RequestTenantDeletionInput,
} from "#lib/domain/tenants/schema.ts";
import { setTwoFactorPolicy } from "#lib/domain/tenants/set-two-factor-policy.ts";
import { tenantAction } from "#lib/http/tenant-action.ts";

/** Name and state stand in the frame of every page. */
const renewPages = () => revalidatePath("/", "layout");

export const renameTenantAction = tenantAction({
  input: RenameTenantInput,
  permission: "tenant.update",
  run: async (context, input) => {
    await renameTenant(context, input);
    renewPages();
  },
});

export const setTwoFactorPolicyAction = tenantAction({
  input: z.object({ required: z.boolean() }),
  permission: "tenant.set_two_factor_policy",
  run: async (context, input) => {
    await setTwoFactorPolicy(context, input);
    renewPages();
  },
});

export const requestTenantDeletionAction = tenantAction({
  input: RequestTenantDeletionInput,
  permission: "tenant.delete",
  run: async (context, input) => {
    const result = await requestTenantDeletion(context, input);
    renewPages();
    return result;
  },
});

export const restoreTenantAction = tenantAction({
  input: z.object({}),
  permission: "tenant.restore",
  run: async (context) => {
    await restoreTenant(context);
    renewPages();
  },
});

export const dismissOnboardingAction = tenantAction({
  input: DismissOnboardingInput,
  permission: "tenant.dismiss_onboarding",
  run: async (context, input) => {
    await dismissOnboarding(context, input);
    renewPages();
  },
});
