import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import { webhookBelongsTo } from "#lib/domain/login-notifications/set-login-notifications.ts";
import { deviceName } from "#lib/domain/sessions/device-name.ts";
import type { TwoFactorContext } from "#lib/domain/two-factor/two-factor-context.ts";
import { open } from "#lib/key-ring.ts";
import type { WebhookSender } from "#lib/ports/webhooks/port.ts";

const Notice = z
  .object({
    userId: z.uuid(),
    webhookSealed: z.string(),
    new: z.array(z.string()),
    ip: z.string(),
    userAgent: z.string(),
  })
  .nullable();

/** What Slack would read as a mention or a link. */
const plain = (text: string) => text.replace(/[<>&*_~`@]/g, " ");

/**
 * Tells Slack of a sign-in from a new device or place, where the person wants it. Slack that does not answer is logged
 * and not tried again: the mail is the notice that is sure to come.
 */
export async function tellSlack(
  context: TwoFactorContext & { webhooks: WebhookSender },
  input: { sessionId: string },
): Promise<void> {
  const notice = Notice.parse(
    await callFunction(context.db, "find_sign_in_notice", { p_session: input.sessionId }),
  );
  if (!notice) return;
  const url = open(context.keyRing, notice.webhookSealed, webhookBelongsTo(notice.userId));
  const text = `Sign-in to your MorningAI account from a new ${notice.new.join(" and a new ")}: ${plain(deviceName(notice.userAgent))}, address ${plain(notice.ip)}. If this was not you, change your password and end the sessions you don't know.`;
  try {
    await context.webhooks.post(url, { text });
  } catch (error) {
    context.log.warn({ err: error }, "Slack did not take a sign-in notice");
  }
}
