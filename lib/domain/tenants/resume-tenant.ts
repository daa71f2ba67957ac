import type { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { OwnerContext } from "#lib/domain/context.ts";
import { parseInput } from "#lib/domain/parse-input.ts";
import { ResumeTenantInput } from "#lib/domain/tenants/schema.ts";

/** Ends a suspension. Runs that it stopped stay stopped. */
export async function resumeTenant(
  context: OwnerContext,
  input: z.input<typeof ResumeTenantInput>,
): Promise<void> {
  const { tenantId } = parseInput(ResumeTenantInput, input);
  await callFunction(context.db, "resume_tenant", { p_tenant: tenantId });
}
