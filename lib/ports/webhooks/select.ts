import { AppError } from "#lib/errors.ts";
import { guardedFetch } from "#lib/net/guarded-fetch.ts";
import type { EgressRules } from "#lib/net/resolve-target.ts";
import type { WebhookSender } from "#lib/ports/webhooks/port.ts";

/**
 * The sender: only public addresses, besides those that the operator allows. The answer is not read, and redirections
 * are not followed.
 */
export function selectWebhooks(rules: EgressRules): WebhookSender {
  return {
    async post(url, message) {
      const { status } = await guardedFetch(url, {
        rules,
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(message),
        timeoutMs: 5_000,
        maxBytes: 10_000,
        overLimit: "cut",
      });
      if (status < 200 || status > 299)
        throw new AppError("unprocessable", `The webhook answered ${status}.`);
    },
  };
}
