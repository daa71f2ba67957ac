import { events } from "#lib/domain/events.ts";
import { inngest } from "../client.ts";
import { jobContext } from "../job-context.ts";

/** Gives the sandbox of an ended run free; its branch, evidence and log stay. */
export const runCleanUp = inngest.createFunction(
  { id: "run-clean-up", triggers: [{ event: "run/finished" }] },
  async ({ event, step }) => {
    const { tenantId, runId } = events["run/finished"].parse(event.data);
    await step.run("destroy-sandbox", async () => {
      const { sandbox } = await jobContext(tenantId, "run-clean-up").ports.sandbox.open(runId);
      await sandbox.destroy();
    });
  },
);
