import { z } from "zod";
import { events } from "#lib/domain/events.ts";
import { cancelChecks } from "#lib/domain/pull-requests/cancel-checks.ts";
import { failImport } from "#lib/domain/repositories/import-repository.ts";
import { endCancelledRun } from "#lib/domain/runs/end-cancelled-run.ts";
import { inngest } from "../client.ts";
import { jobContext } from "../job-context.ts";

const Cancelled = z.object({ function_id: z.string(), event: z.object({ data: z.unknown() }) });

async function endRun(data: unknown): Promise<void> {
  const { tenantId, runId } = events["run/requested"].parse(data);
  await endCancelledRun(jobContext(tenantId, "function-cancelled"), { runId });
}

/** What has to end with a cancelled function, by its id. The others have nothing that stays open. */
const endings: Record<string, (data: unknown) => Promise<void>> = {
  "goal-plan": endRun,
  "run-execute": endRun,
  "pull-request-check": async (data) => {
    const { tenantId, pullRequestId } = events["pull-request/opened"].parse(data);
    await cancelChecks(jobContext(tenantId, "function-cancelled"), { pullRequestId });
  },
  "repository-import": async (data) => {
    const { tenantId, repositoryId } = events["repository/connected"].parse(data);
    const reason = "Cancelled by the operator of the platform. You can try again.";
    await failImport(jobContext(tenantId, "function-cancelled"), { repositoryId, reason });
  },
};

/**
 * An operator may cancel a function in the engine itself, past the product. Then what it served ends
 * too: processes of its open step are killed and nothing stays "running". The engine's event does this,
 * and not the closing of its request: that closes as well when the engine dies, and then the step is to
 * go on.
 */
export const functionCancelled = inngest.createFunction(
  { id: "function-cancelled", triggers: [{ event: "inngest/function.cancelled" }], retries: 10 },
  async ({ event, step }) => {
    const { function_id, event: cause } = Cancelled.parse(event.data);
    const end = endings[function_id.replace(`${inngest.id}-`, "")];
    if (end) await step.run("end", () => end(cause.data));
  },
);
