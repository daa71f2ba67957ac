import { z } from "zod";
import { finishRun } from "#lib/domain/runs/finish-run.ts";
import { jobContext } from "./job-context.ts";

const failureSchema = z.object({
  event: z.object({ data: z.object({ tenantId: z.uuid(), runId: z.uuid() }) }),
});

/** Last resort of a function that serves a run: the run ends with the reason instead of hanging. */
export async function failRun({ event, error }: { event: { data: unknown }; error: Error }): Promise<void> {
  const { tenantId, runId } = failureSchema.parse(event.data).event.data;
  await finishRun(jobContext(tenantId, "fail-run"), {
    runId,
    ending: {
      status: "failed",
      outcome: "error",
      verdict: null,
      reason: `The run could not go on: ${error.message.replace(/[.\s]*$/, ".")} Nothing that was recorded is lost; you can run it again.`,
    },
  });
}
