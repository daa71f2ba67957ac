import { sweepOutbox } from "#lib/domain/outbox/sweep-outbox.ts";
import { inngest } from "../client.ts";
import { platformContext } from "../platform-context.ts";

/** Sends events again whose first send was cut off. */
export const outboxSweep = inngest.createFunction(
  { id: "outbox-sweep", triggers: [{ cron: "* * * * *" }], retries: 0 },
  async ({ step }) => step.run("sweep", () => sweepOutbox(platformContext())),
);
