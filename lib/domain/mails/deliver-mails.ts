import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { PlatformContext } from "#lib/domain/context.ts";
import { renderMail } from "#lib/domain/mails/render-mail.ts";
import { toAppError } from "#lib/errors.ts";

const BATCH = 20;
/** Seconds until the next attempt after each failed one; after the last the mail is given up. */
const backOff = [60, 300, 1_800, 7_200, 21_600, 43_200];

const ClaimedMail = z.object({
  id: z.uuid(),
  recipient: z.string(),
  subject: z.string(),
  body: z.string(),
  attempts: z.number().int(),
});
type ClaimedMail = z.infer<typeof ClaimedMail>;

async function deliver(context: PlatformContext, mail: ClaimedMail): Promise<boolean> {
  const port = context.ports.mail;
  try {
    await port.send({
      id: mail.id,
      to: mail.recipient,
      subject: mail.subject,
      ...renderMail(mail.body, port.appUrl),
    });
  } catch (error) {
    const known = toAppError(error);
    const wait = known.expected ? undefined : backOff[mail.attempts - 1];
    const outcome = wait ? `tried again in ${wait} s` : "given up";
    context.log.warn({ err: known, mailId: mail.id, attempts: mail.attempts }, `mail not sent: ${outcome}`);
    const failure = { p_id: mail.id, p_error: known.message };
    await callFunction(
      context.db,
      "record_mail_failure",
      wait ? { ...failure, p_retry_seconds: wait } : failure,
    );
    return false;
  }
  await callFunction(context.db, "record_mail_sent", { p_id: mail.id, p_keep_body: port.kind === "local" });
  return true;
}

/**
 * Sends the mail that is due, each by one process only. What fails is tried again after 1, 5 and 30 minutes,
 * 2, 6 and 12 hours, then given up with its reason; what is refused for good is given up at once.
 * @returns how many were sent
 */
export async function deliverMails(context: PlatformContext): Promise<number> {
  let sent = 0;
  for (;;) {
    const mails = z
      .array(ClaimedMail)
      .parse(await callFunction(context.db, "claim_mails", { p_limit: BATCH }));
    for (const mail of mails) if (await deliver(context, mail)) sent += 1;
    if (mails.length < BATCH) return sent;
  }
}
