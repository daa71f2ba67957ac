import { z } from "zod";

export const MailStatus = z.enum(["queued", "sent", "failed"]);
export type MailStatus = z.infer<typeof MailStatus>;

export const Mail = z.object({
  id: z.uuid(),
  recipient: z.string(),
  /** What it is about, such as `user.verify`. */
  kind: z.string(),
  subject: z.string(),
  /** Empty when it is not shown: a mail server has it, or the reader may not see it. */
  body: z.string(),
  status: MailStatus,
  attempts: z.number().int(),
  /** Why the latest attempt failed. */
  lastError: z.string().nullable(),
  createdAt: z.string(),
  sentAt: z.string().nullable(),
});
export type Mail = z.infer<typeof Mail>;
