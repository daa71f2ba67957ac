import { events } from "#lib/domain/events.ts";
import { completeChecks } from "#lib/domain/pull-requests/complete-checks.ts";
import { loadCheckPlan } from "#lib/domain/pull-requests/load-check-plan.ts";
import { runChecks } from "#lib/domain/pull-requests/run-checks.ts";
import { inngest } from "../client.ts";
import { durableFrom } from "../durable-step.ts";
import { jobContext } from "../job-context.ts";
import { cancelOnStop, runConcurrency } from "../run-settings.ts";

/** CI of the local forge: checks the head commit of a pull request in a clean sandbox. */
export const pullRequestCheck = inngest.createFunction(
  {
    id: "pull-request-check",
    triggers: [{ event: "pull-request/opened" }, { event: "pull-request/updated" }],
    concurrency: runConcurrency,
    cancelOn: cancelOnStop,
    retries: 3,
    onFailure: async ({ event }) => {
      const { tenantId, pullRequestId } = events["pull-request/opened"].parse(event.data.event.data);
      await completeChecks(jobContext(tenantId, "pull-request-check"), { pullRequestId, status: "failed" });
    },
  },
  async ({ event, step, runId: execution }) => {
    const { tenantId, pullRequestId } = events["pull-request/opened"].parse(event.data);
    const context = jobContext(tenantId, "pull-request-check");
    const durable = durableFrom(step, execution);
    const status = await durable.run("run-checks", async () =>
      runChecks(context, await loadCheckPlan(context, { pullRequestId })),
    );
    await durable.run("complete", () => completeChecks(context, { pullRequestId, status }));
  },
);
