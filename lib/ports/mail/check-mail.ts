import { AppError } from "#lib/errors.ts";
import type { OutgoingMail } from "./port.ts";

/**
 * One plain address: no quotes, comments, lists, brackets, spaces or line breaks, in which SMTP and mail
 * libraries could read a second recipient or a header.
 */
const plainAddress =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/i;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
const controlCharacter = /[\u0000-\u001f\u007f\u0085\u2028\u2029]/;

/** @throws AppError `unprocessable` for what no adapter may hand on */
export function checkMail({ to, subject }: Pick<OutgoingMail, "to" | "subject">): void {
  if (to.length > 254 || to.startsWith("-") || !plainAddress.test(to))
    throw new AppError("unprocessable", "This is not one plain e-mail address.");
  if (controlCharacter.test(subject) || subject.length === 0 || subject.length > 200)
    throw new AppError("unprocessable", "The subject is not one line of text.");
}
