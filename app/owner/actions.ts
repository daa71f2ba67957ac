"use server";

import { revalidatePath } from "next/cache";
import { resumeTenant } from "#lib/domain/tenants/resume-tenant.ts";
import { ResumeTenantInput, SuspendTenantInput } from "#lib/domain/tenants/schema.ts";
import { suspendTenant } from "#lib/domain/tenants/suspend-tenant.ts";
import { ownerAction } from "#lib/http/owner-action.ts";

export const suspendTenantAction = ownerAction({
  input: SuspendTenantInput,
  permission: "tenant.suspend",
  run: async (context, input) => {
    await suspendTenant(context, input);
    revalidatePath("/", "layout");
  },
});

export const resumeTenantAction = ownerAction({
  input: ResumeTenantInput,
  permission: "tenant.resume",
  run: async (context, input) => {
    await resumeTenant(context, input);
    revalidatePath("/", "layout");
  },
});
