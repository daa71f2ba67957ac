import { cookies, headers } from "next/headers";
import type { z } from "zod";
import type { NewSession } from "#lib/domain/sessions/schema.ts";
import type { AskingSession, TwoFactorContext } from "#lib/domain/two-factor/two-factor-context.ts";
import { AppError } from "#lib/errors.ts";
import { twoFactorContext } from "#lib/http/accounts.ts";
import { type ActionResult, actionInput, answerAction } from "#lib/http/action-result.ts";
import { deliverSoon } from "#lib/http/deliver-soon.ts";
import { notifySignIn } from "#lib/http/notify-sign-in.ts";
import { deviceOf, originOf } from "#lib/http/request.ts";
import { getSession } from "#lib/http/session.ts";
import { claimsFor, encodeSession, SESSION_COOKIE, sessionCookieOptions } from "#lib/http/session-cookie.ts";

/**
 * A server action about the session itself, which may still owe its second factor. In which state it may run is
 * decided by the verb's function in the database.
 */
export function sessionAction<Schema extends z.ZodType, Data>(definition: {
  input: Schema;
  run: (context: TwoFactorContext, input: z.output<Schema>, session: AskingSession) => Promise<Data>;
}): (input: z.input<Schema> | FormData) => Promise<ActionResult<Data>> {
  return (input) =>
    answerAction(async () => {
      const session = await getSession();
      if (!session) throw new AppError("unauthenticated");
      const from = await headers();
      const asking = { ...session, ip: deviceOf(from).ip };
      deliverSoon();
      return definition.run(twoFactorContext(originOf(from)), actionInput(definition.input, input), asking);
    });
}

/** Hands the browser a session in place of the one it has. */
export async function enterSession(session: NewSession): Promise<void> {
  const jar = await cookies();
  jar.set(SESSION_COOKIE, await encodeSession(claimsFor(session, new Date())), sessionCookieOptions);
  notifySignIn(session.sessionId);
}
