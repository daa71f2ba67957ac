import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { PlatformContext } from "#lib/domain/context.ts";

const Due = z.array(
  z.object({ tenantId: z.uuid(), repositories: z.array(z.uuid()), sandboxes: z.array(z.string()) }),
);
type Due = z.infer<typeof Due>[number];

async function eraseTenant(context: PlatformContext, due: Due): Promise<void> {
  const { tenantId } = due;
  for (const id of due.sandboxes) {
    await context.ports.sandbox.seal(id);
    const { sandbox } = await context.ports.sandbox.open(id);
    await sandbox.destroy();
  }
  for (const repositoryId of due.repositories) {
    await context.ports.forge.removeRepository({ tenantId, repositoryId });
  }
  // Last, because these rows say what else there is: a job that dies in between begins again.
  await callFunction(context.db, "erase_tenant", { p_tenant: tenantId });
}

/**
 * Erases the tenants whose grace is over: sandboxes, repositories of the forge, all rows. Returns how many. One that
 * fails is logged and tried again next time; the others go on.
 */
export async function eraseDueTenants(context: PlatformContext): Promise<number> {
  const due = Due.parse(await callFunction(context.db, "list_due_erasures", {}));
  let erased = 0;
  for (const tenant of due) {
    try {
      await eraseTenant(context, tenant);
      erased += 1;
    } catch (error) {
      context.log.error({ err: error, tenantId: tenant.tenantId }, "tenant could not be erased");
    }
  }
  return erased;
}
