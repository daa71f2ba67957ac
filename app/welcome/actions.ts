"use server";

import { revalidatePath } from "next/cache";
import { createTenant } from "#lib/domain/tenants/create-tenant.ts";
import { CreateTenantInput } from "#lib/domain/tenants/schema.ts";
import { accountAction } from "#lib/http/account-action.ts";

export const createTenantAction = accountAction({
  input: CreateTenantInput,
  run: async (visit, input) => {
    const created = await createTenant(visit, input);
    revalidatePath("/", "layout");
    return created;
  },
});
