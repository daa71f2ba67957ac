import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import type { SetLoginNotificationsInput } from "#lib/domain/login-notifications/schema.ts";
import { AppError } from "#lib/errors.ts";
import { type KeyRing, seal } from "#lib/key-ring.ts";

/** Where a person's webhook belongs, for the key ring. */
export const webhookBelongsTo = (userId: string): string => `login-notifications:${userId}`;

/**
 * Sets how the person hears of new sign-ins. The webhook is kept sealed.
 * @throws AppError `invalid_input` for Slack without a webhook; `reauthentication_required`
 */
export async function setLoginNotifications(
  context: Pick<Context, "db"> & { keyRing: KeyRing },
  input: SetLoginNotificationsInput,
  person: { userId: string; hasWebhook: boolean },
): Promise<void> {
  if (input.bySlack && !input.webhook && !person.hasWebhook) {
    const message = "Enter the address of a Slack webhook.";
    throw new AppError("invalid_input", message, { fields: { webhook: message } });
  }
  await callFunction(context.db, "set_my_login_notifications", {
    p_by_mail: input.byMail === "on",
    p_by_slack: input.bySlack === "on",
    p_webhook_sealed: input.webhook
      ? seal(context.keyRing, input.webhook, webhookBelongsTo(person.userId))
      : null,
  });
}
