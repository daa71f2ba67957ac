import { after } from "next/server";
import { tellSlack } from "#lib/domain/login-notifications/tell-slack.ts";
import { env } from "#lib/env.ts";
import { twoFactorContext } from "#lib/http/accounts.ts";
import { deliverSoon } from "#lib/http/deliver-soon.ts";
import { webLog } from "#lib/http/web-log.ts";
import { selectWebhooks } from "#lib/ports/webhooks/select.ts";

/** Once the answer is on its way: the mails of a sign-in, and Slack where the person wants it. */
export function notifySignIn(sessionId: string): void {
  deliverSoon();
  after(async () => {
    const webhooks = selectWebhooks({ allowedHosts: env().ALLOWED_HOSTS.split(",").filter(Boolean) });
    try {
      await tellSlack({ ...twoFactorContext(), webhooks }, { sessionId });
    } catch (error) {
      webLog().warn({ err: error }, "a sign-in notice was lost");
    }
  });
}
