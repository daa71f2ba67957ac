import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { parseInput } from "#lib/domain/parse-input.ts";
import { CreateTenantInput, slugFrom } from "#lib/domain/tenants/schema.ts";

const Result = z.object({ tenantId: z.uuid(), slug: z.string() });

/** A further tenant of the signed-in person, who becomes its admin. Error `unprocessable` past ten. */
export async function createTenant(
  context: Pick<Context, "db">,
  input: z.input<typeof CreateTenantInput>,
): Promise<z.infer<typeof Result>> {
  const { name } = parseInput(CreateTenantInput, input);
  return Result.parse(
    await callFunction(context.db, "create_tenant", { p_name: name, p_slug: slugFrom(name) }),
  );
}
