import { z } from "zod";
import { addExportPart } from "#lib/domain/data-exports/add-export-part.ts";
import { finishDataExport } from "#lib/domain/data-exports/finish-data-export.ts";
import { exportedTables } from "#lib/domain/data-exports/schema.ts";
import { events } from "#lib/domain/events.ts";
import { inngest } from "../client.ts";
import { jobContext } from "../job-context.ts";

const requested = events["data-export/requested"];
const Failure = z.object({ event: z.object({ data: requested }) });

/** Copies everything a tenant has into an export, one page of one table after the other. */
export const dataExportBuild = inngest.createFunction(
  {
    id: "data-export-build",
    triggers: [{ event: "data-export/requested" }],
    retries: 3,
    onFailure: async ({ event }: { event: { data: unknown } }) => {
      const { tenantId, dataExportId } = Failure.parse(event.data).event.data;
      await finishDataExport(jobContext(tenantId, "data-export-build"), { dataExportId, status: "failed" });
    },
  },
  async ({ event, step }) => {
    const { tenantId, dataExportId } = requested.parse(event.data);
    const context = jobContext(tenantId, "data-export-build");
    for (const table of exportedTables) {
      // A page is written once however often its step is repeated, so a table is one step.
      await step.run(`export-${table}`, async () => {
        let position = 0;
        while (await addExportPart(context, { dataExportId, table, position })) position += 1;
        return position + 1;
      });
    }
    await step.run("finish", () => finishDataExport(context, { dataExportId, status: "ready" }));
  },
);
