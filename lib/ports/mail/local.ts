import { AppError } from "#lib/errors.ts";
import { checkMail } from "./check-mail.ts";
import type { MailPort } from "./port.ts";

/**
 * Mail of an installation without a mail server: it stays in the table `mails` and is read on the page
 * /mailbox. To see what failures look like, write to an address at `refused.invalid` (never taken) or
 * `busy.invalid` (taken never, tried again and again).
 */
export function localMail(appUrl: string): MailPort {
  return {
    kind: "local",
    appUrl,
    async send(mail) {
      checkMail(mail);
      if (mail.to.endsWith("@refused.invalid"))
        throw new AppError("unprocessable", "The mailbox does not exist.");
      if (mail.to.endsWith("@busy.invalid")) throw new AppError("unavailable", "The mail server is busy.");
    },
  };
}
