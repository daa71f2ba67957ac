import { executeRun, FIRST_RUN_CALL, openSession } from "#lib/agents/execute-run.ts";
import { events } from "#lib/domain/events.ts";
import { finishRun } from "#lib/domain/runs/finish-run.ts";
import { inngest } from "../client.ts";
import { durableFrom } from "../durable-step.ts";
import { failRun } from "../fail-run.ts";
import { jobContext } from "../job-context.ts";
import { cancelOnStop, runConcurrency } from "../run-settings.ts";

/** Carries out a planned run from the sandbox to the merge. */
export const runExecute = inngest.createFunction(
  {
    id: "run-execute",
    triggers: [{ event: "run/requested" }],
    concurrency: runConcurrency,
    cancelOn: cancelOnStop,
    retries: 5,
    onFailure: failRun,
  },
  async ({ event, step, runId: execution }) => {
    const { tenantId, runId } = events["run/requested"].parse(event.data);
    const context = jobContext(tenantId, "run-execute");
    const durable = durableFrom(step, execution);
    const session = await openSession(context, durable, runId);
    session.calls = FIRST_RUN_CALL;
    const ending = await executeRun(session);
    await session.durable.run("finish", () => finishRun(context, { runId, ending }));
    return { outcome: ending.outcome };
  },
);
