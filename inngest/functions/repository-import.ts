import { events } from "#lib/domain/events.ts";
import { failImport, importRepository } from "#lib/domain/repositories/import-repository.ts";
import { keyRing } from "#lib/key-ring.ts";
import { inngest } from "../client.ts";
import { durableFrom } from "../durable-step.ts";
import { jobContext } from "../job-context.ts";

/** Brings a connected repository into the forge and detects how it is built and tested. */
export const repositoryImport = inngest.createFunction(
  {
    id: "repository-import",
    triggers: [{ event: "repository/connected" }],
    concurrency: [{ key: "event.data.tenantId", limit: 1 }, { limit: 4 }],
    retries: 2,
    onFailure: async ({ event, error }) => {
      const { tenantId, repositoryId } = events["repository/connected"].parse(event.data.event.data);
      await failImport(jobContext(tenantId, "repository-import"), { repositoryId, reason: error.message });
    },
  },
  async ({ event, step, runId: execution }) => {
    const { tenantId, repositoryId } = events["repository/connected"].parse(event.data);
    const context = { ...jobContext(tenantId, "repository-import"), keyRing: keyRing() };
    await durableFrom(step, execution).run("import", () => importRepository(context, { repositoryId }));
  },
);
