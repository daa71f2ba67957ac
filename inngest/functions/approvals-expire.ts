import { expireApprovals } from "#lib/domain/approvals/expire-approvals.ts";
import { inngest } from "../client.ts";
import { platformContext } from "../platform-context.ts";

/** Ends approvals that nobody decided in time. */
export const approvalsExpire = inngest.createFunction(
  { id: "approvals-expire", triggers: [{ cron: "*/5 * * * *" }], retries: 0 },
  async ({ step }) => step.run("expire", () => expireApprovals(platformContext())),
);
