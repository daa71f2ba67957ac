import { digestsOf } from "./digest.js";
import { subjectOf } from "./subject.js";

export function mailsOf(notifications) {
  return digestsOf(notifications).map((digest) => ({
    to: digest.to,
    subject: subjectOf(digest),
    body: digest.comments.map(({ author, text }) => `${author}: ${text}`).join("\n"),
  }));
}
