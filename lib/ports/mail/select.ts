import { localMail } from "./local.ts";
import type { MailPort } from "./port.ts";
import { smtpMail } from "./smtp.ts";

export interface MailConfig {
  /** SMTP_URL; without it mail stays in the database. */
  smtpUrl?: string;
  /** MAIL_FROM; by default no-reply at the host of the app. */
  from?: string;
  /** APP_URL: never taken from a request, whose Host header anybody can write. */
  appUrl: string;
}

/** A mail server when one is set, else the mailbox page. */
export function selectMail({ smtpUrl, from, appUrl }: MailConfig): MailPort {
  const base = appUrl.replace(/\/+$/, "");
  if (!smtpUrl) return localMail(base);
  return smtpMail({
    url: smtpUrl,
    from: from ?? `MorningAI <no-reply@${new URL(base).hostname}>`,
    appUrl: base,
  });
}
