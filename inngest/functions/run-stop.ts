import { events } from "#lib/domain/events.ts";
import { finishRun } from "#lib/domain/runs/finish-run.ts";
import { killRunProcesses } from "#lib/domain/runs/kill-run-processes.ts";
import { inngest } from "../client.ts";
import { durableFrom } from "../durable-step.ts";
import { jobContext } from "../job-context.ts";

/** Ends what a stopped run still has running, and only then says "stopped". */
export const runStop = inngest.createFunction(
  { id: "run-stop", triggers: [{ event: "run/stop-requested" }], retries: 10 },
  async ({ event, step, runId: execution }) => {
    const { tenantId, runId } = events["run/stop-requested"].parse(event.data);
    const context = jobContext(tenantId, "run-stop");
    const durable = durableFrom(step, execution);
    await durable.run("kill", () => killRunProcesses(context, { runId }));
    await durable.run("finish", () =>
      finishRun(context, {
        runId,
        ending: { status: "stopped", outcome: "stopped", verdict: null, reason: "Stopped by a person." },
      }),
    );
  },
);
