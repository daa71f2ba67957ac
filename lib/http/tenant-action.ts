import type { z } from "zod";
import type { Context } from "#lib/domain/context.ts";
import type { TenantRole } from "#lib/domain/users/schema.ts";
import { type ActionResult, actionInput, answerAction } from "#lib/http/action-result.ts";
import { openTenant, requireRole } from "#lib/http/context.ts";

/**
 * A server action of a tenant's page: session → tenant → role → input → verb. Called with the slug
 * of the tenant and the input as object or form; answers `{ ok, data }` or `{ ok, error }` and
 * throws nothing that was to be expected.
 */
export function tenantAction<Schema extends z.ZodType, Data>(definition: {
  input: Schema;
  role: TenantRole;
  run: (context: Context, input: z.output<Schema>) => Promise<Data>;
}): (tenant: string, input: z.input<Schema> | FormData) => Promise<ActionResult<Data>> {
  return (tenant, input) =>
    answerAction(async () => {
      const visit = await openTenant(tenant);
      requireRole(visit, definition.role);
      return definition.run(visit.context, actionInput(definition.input, input));
    });
}
