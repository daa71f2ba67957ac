import { pruneDataExports } from "#lib/domain/data-exports/prune-data-exports.ts";
import { inngest } from "../client.ts";
import { platformContext } from "../platform-context.ts";

/** Keeps data exports for seven days. */
export const dataExportsPrune = inngest.createFunction(
  { id: "data-exports-prune", triggers: [{ cron: "15 * * * *" }], retries: 2 },
  async ({ step }) => step.run("prune", () => pruneDataExports(platformContext())),
);
