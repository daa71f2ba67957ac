import { afterAnswer } from "#lib/http/after-answer.ts";

/** Sends the mail that this request has caused, once the answer is on its way. */
export const deliverSoon = (): void => afterAnswer();
