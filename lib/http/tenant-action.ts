import type { z } from "zod";
import type { Context } from "#lib/domain/context.ts";
import type { Permission } from "#lib/domain/permissions/schema.ts";
import { type ActionResult, actionInput, answerAction } from "#lib/http/action-result.ts";
import { openTenant, requirePermission } from "#lib/http/context.ts";

/**
 * A server action of a tenant's page: session → tenant → permission → input → verb. Called with the slug
 * of the tenant and the input as object or form; answers `{ ok, data }` or `{ ok, error }` and
 * throws nothing that was to be expected.
 */
export function tenantAction<Schema extends z.ZodType, Data>(definition: {
  input: Schema;
  permission: Permission;
  run: (context: Context, input: z.output<Schema>) => Promise<Data>;
}): (tenant: string, input: z.input<Schema> | FormData) => Promise<ActionResult<Data>> {
  return (tenant, input) =>
    answerAction(async () => {
      const visit = await openTenant(tenant);
      requirePermission(visit, definition.permission);
      return definition.run(visit.context, actionInput(definition.input, input));
    });
}
