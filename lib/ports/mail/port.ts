/** One mail as it leaves. */
export interface OutgoingMail {
  /** Makes the Message-ID, so that a repeat can be recognised by the receiver. */
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
}

export interface MailPort {
  /** `local`: mail stays in the database, where it can be read on a page. */
  kind: "local" | "smtp";
  /** Address of the app, without a slash at the end: links in mails begin with it. */
  appUrl: string;
  /**
   * Resolves once the mail is taken.
   * @throws AppError `unprocessable` when it will never be (address or subject that can't be, refused for good);
   * `unavailable` when trying again may help
   */
  send(mail: OutgoingMail): Promise<void>;
}
