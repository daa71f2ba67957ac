import { deliverMails } from "#lib/domain/mails/deliver-mails.ts";
import { inngest } from "../client.ts";
import { platformContext } from "../platform-context.ts";

/** Sends mail that was not sent right after its request, or has to be tried again. */
export const mailsDeliver = inngest.createFunction(
  { id: "mails-deliver", triggers: [{ cron: "* * * * *" }], retries: 0 },
  async ({ step }) => step.run("deliver", () => deliverMails(platformContext())),
);
