import { maintainCredentials } from "#lib/domain/credentials/maintain-credentials.ts";
import { keyRing } from "#lib/key-ring.ts";
import { inngest } from "../client.ts";
import { platformContext } from "../platform-context.ts";

/** Once a day: reminders of credentials that are due, end of their grace, resealing after a rotation of our keys. */
export const credentialsMaintain = inngest.createFunction(
  { id: "credentials-maintain", triggers: [{ cron: "15 6 * * *" }], retries: 2 },
  async ({ step }) =>
    step.run("maintain", () => maintainCredentials({ ...platformContext(), keyRing: keyRing() })),
);
