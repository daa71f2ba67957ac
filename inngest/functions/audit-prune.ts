import { pruneAuditLog } from "#lib/domain/audit/prune-audit-log.ts";
import { inngest } from "../client.ts";
import { platformContext } from "../platform-context.ts";

/** Keeps the audit log for one year. */
export const auditPrune = inngest.createFunction(
  { id: "audit-prune", triggers: [{ cron: "30 3 * * *" }], retries: 2 },
  async ({ step }) => step.run("prune", () => pruneAuditLog(platformContext())),
);
