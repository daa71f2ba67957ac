import { openSession } from "#lib/agents/execute-run.ts";
import { planGoal } from "#lib/agents/meta/plan-goal.ts";
import { events } from "#lib/domain/events.ts";
import { finishRun } from "#lib/domain/runs/finish-run.ts";
import { requestRun } from "#lib/domain/runs/request-run.ts";
import { inngest } from "../client.ts";
import { durableFrom } from "../durable-step.ts";
import { failRun } from "../fail-run.ts";
import { jobContext } from "../job-context.ts";
import { cancelOnStop, runConcurrency } from "../run-settings.ts";

/** Plans a submitted goal, then asks for its run. */
export const goalPlan = inngest.createFunction(
  {
    id: "goal-plan",
    triggers: [{ event: "goal/submitted" }],
    concurrency: runConcurrency,
    cancelOn: cancelOnStop,
    retries: 5,
    onFailure: failRun,
  },
  async ({ event, step, runId: execution }) => {
    const { tenantId, runId } = events["goal/submitted"].parse(event.data);
    const context = jobContext(tenantId, "goal-plan");
    const durable = durableFrom(step, execution);
    const session = await openSession(context, durable, runId);
    const planned = await planGoal(session);
    if (planned.ok) {
      await durable.run("request-run", () => requestRun(context, { runId }));
      return;
    }
    const reason = `No valid plan was found: ${planned.problems.join(" ")}`;
    await durable.run("finish", () =>
      finishRun(context, {
        runId,
        ending: { status: "failed", outcome: "needs_person", verdict: "unverified", reason },
      }),
    );
  },
);
