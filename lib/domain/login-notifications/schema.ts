import { z } from "zod";

/** How the person hears of sign-ins from new devices and places. */
export const LoginNotifications = z.object({
  byMail: z.boolean(),
  bySlack: z.boolean(),
  /** The webhook itself is a secret and never shown again. */
  hasWebhook: z.boolean(),
});
export type LoginNotifications = z.infer<typeof LoginNotifications>;

/** A form: a checkbox that is off is left out. An empty webhook keeps the one that is there. */
export const SetLoginNotificationsInput = z.object({
  byMail: z.literal("on").optional(),
  bySlack: z.literal("on").optional(),
  webhook: z
    .union([
      z.literal(""),
      z
        .url({
          protocol: /^https$/,
          error: "Enter the address of a Slack webhook: https://hooks.slack.com/…",
        })
        .max(500),
    ])
    .default(""),
});
export type SetLoginNotificationsInput = z.infer<typeof SetLoginNotificationsInput>;
