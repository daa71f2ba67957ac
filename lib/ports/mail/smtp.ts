import { createTransport } from "nodemailer";
import { AppError } from "#lib/errors.ts";
import { checkMail } from "./check-mail.ts";
import type { MailPort, OutgoingMail } from "./port.ts";

export interface SmtpConfig {
  /** smtp://user:password@host:port, or smtps:// for TLS from the first byte. */
  url: string;
  /** Sender, as "Name <address>". */
  from: string;
  appUrl: string;
}

const isLoopback = (host: string) => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(host);

/** What the server said, without the address and password that an error of the transport may carry. */
function explain(error: unknown): AppError {
  const { responseCode, code } = error as { responseCode?: number; code?: string };
  // A refused login or missing TLS is for the operator to mend; the mail waits meanwhile.
  const permanent = (responseCode ?? 0) >= 500 && (code === "EENVELOPE" || code === "EMESSAGE");
  const reason = responseCode
    ? `The mail server answered ${responseCode}.`
    : "The mail server does not answer.";
  return new AppError(permanent ? "unprocessable" : "unavailable", code ? `${reason} (${code})` : reason, {
    cause: error,
  });
}

/** Sends by a mail server. Outside of this machine only over TLS. */
export function smtpMail({ url, from, appUrl }: SmtpConfig): MailPort {
  const transport = createTransport({
    url,
    requireTLS: url.startsWith("smtp:") && !isLoopback(new URL(url).hostname),
    disableFileAccess: true,
    disableUrlAccess: true,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
  });
  const host = new URL(appUrl).hostname;
  const deliver = ({ id, to, subject, text, html }: OutgoingMail) =>
    transport.sendMail({
      from,
      to: { name: "", address: to },
      subject,
      text,
      html,
      messageId: `<${id}@${host}>`,
      headers: { "Auto-Submitted": "auto-generated" },
    });
  return {
    kind: "smtp",
    appUrl,
    async send(mail) {
      checkMail(mail);
      try {
        await deliver(mail);
      } catch (error) {
        throw explain(error);
      }
    },
  };
}
