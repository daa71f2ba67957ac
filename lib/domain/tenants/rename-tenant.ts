import type { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { parseInput } from "#lib/domain/parse-input.ts";
import { RenameTenantInput } from "#lib/domain/tenants/schema.ts";

/** Changes the name that people see; the path stays. */
export async function renameTenant(
  context: Context,
  input: z.input<typeof RenameTenantInput>,
): Promise<void> {
  const { name } = parseInput(RenameTenantInput, input);
  await callFunction(context.db, "rename_tenant", { p_tenant: context.tenantId, p_name: name });
}
