import { z } from "zod";

/**
 * The contract of every event between the app, the database outbox and the durable functions.
 * Payloads are ids; functions read the rows. `tenantId` narrows what a function may touch.
 */
const tenantId = z.uuid();

export const events = {
  "repository/connected": z.object({ tenantId, repositoryId: z.uuid() }),
  "goal/submitted": z.object({ tenantId, goalId: z.uuid(), runId: z.uuid() }),
  "run/requested": z.object({ tenantId, runId: z.uuid() }),
  "run/stop-requested": z.object({ tenantId, runId: z.uuid() }),
  "run/finished": z.object({ tenantId, runId: z.uuid(), status: z.enum(["succeeded", "failed", "stopped"]) }),
  "pull-request/opened": z.object({ tenantId, pullRequestId: z.uuid(), runId: z.uuid() }),
  /** CI has to run again: on a head that was pushed, or on the same one. */
  "pull-request/updated": z.object({ tenantId, pullRequestId: z.uuid(), runId: z.uuid() }),
  "checks/completed": z.object({
    tenantId,
    pullRequestId: z.uuid(),
    runId: z.uuid(),
    status: z.enum(["passed", "failed"]),
  }),
  "data-export/requested": z.object({ tenantId, dataExportId: z.uuid() }),
  "approval/decided": z.object({
    tenantId,
    approvalId: z.uuid(),
    runId: z.uuid(),
    decision: z.enum(["approved", "rejected", "expired"]),
  }),
} as const;
