import { eraseDueTenants } from "#lib/domain/tenants/erase-due-tenants.ts";
import { inngest } from "../client.ts";
import { platformContext } from "../platform-context.ts";

/** Erases the tenants whose 30 days of grace are over. */
export const tenantsErase = inngest.createFunction(
  { id: "tenants-erase", triggers: [{ cron: "45 3 * * *" }], retries: 2 },
  async ({ step }) => step.run("erase", () => eraseDueTenants(platformContext())),
);
