import { after } from "next/server";
import { tellSlack } from "#lib/domain/login-notifications/tell-slack.ts";
import { env } from "#lib/env.ts";
import { twoFactorContext } from "#lib/http/accounts.ts";
import { deliverSoon } from "#lib/http/deliver-soon.ts";
import { webLog } from "#lib/http/web-log.ts";
import { guardedFetch } from "#lib/net/guarded-fetch.ts";

async function postWebhook(url: string, body: { text: string }): Promise<void> {
  const { status } = await guardedFetch(url, {
    rules: { allowedHosts: env().ALLOWED_HOSTS.split(",").filter(Boolean) },
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    timeoutMs: 5_000,
    maxBytes: 10_000,
    overLimit: "cut",
  });
  if (status < 200 || status > 299) throw new Error(`the webhook answered ${status}`);
}

/** Once the answer is on its way: the mails of a sign-in, and Slack where the person wants it. */
export function notifySignIn(sessionId: string): void {
  deliverSoon();
  after(async () => {
    try {
      await tellSlack(twoFactorContext(), { sessionId }, postWebhook);
    } catch (error) {
      webLog().warn({ err: error }, "a sign-in notice was lost");
    }
  });
}
