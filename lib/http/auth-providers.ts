import type { RequestInternal } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import type { z } from "zod";
import type { AccountsContext, Device } from "#lib/domain/sessions/accounts-context.ts";
import { type NewSession, SignInByLinkInput, SignInInput } from "#lib/domain/sessions/schema.ts";
import { signIn } from "#lib/domain/sessions/sign-in.ts";
import { signInByLink } from "#lib/domain/sessions/sign-in-by-link.ts";
import { AppError, toAppError } from "#lib/errors.ts";
import { accountsContext } from "#lib/http/accounts.ts";
import { deviceOf, originOf } from "#lib/http/request.ts";
import { webLog } from "#lib/http/web-log.ts";

/**
 * next-auth hands the message of a thrown error to the browser, so it gets a code and the public text
 * and nothing else: "unauthenticated: The …", of a limit "rate_limited/850: Too many attempts. …".
 */
function speakingError(error: unknown): Error {
  const known = toAppError(error);
  if (!known.expected) webLog().error({ err: known.cause ?? known }, "sign-in failed");
  const wait = known.retryAfterSeconds ? `/${known.retryAfterSeconds}` : "";
  return new Error(`${known.code}${wait}: ${known.message}`);
}

/** One way to sign in with something that the browser sends: input → verb → session for the cookie. */
function provider<Schema extends z.ZodType>(
  id: string,
  fields: string[],
  schema: Schema,
  verb: (context: AccountsContext, input: z.output<Schema>, device: Device) => Promise<NewSession>,
) {
  return Credentials({
    id,
    credentials: Object.fromEntries(fields.map((field) => [field, {}])),
    async authorize(given: unknown, request: Pick<RequestInternal, "headers">) {
      try {
        const input = schema.safeParse(given);
        if (!input.success) throw new AppError("invalid_input", input.error.issues[0]?.message);
        const from = new Headers(request.headers);
        const { userId, ...session } = await verb(
          accountsContext(originOf(from)),
          input.data,
          deviceOf(from),
        );
        return { id: userId, ...session };
      } catch (error) {
        throw speakingError(error);
      }
    },
  });
}

export const ownProviders = [
  provider("credentials", ["email", "password"], SignInInput, signIn),
  provider("magic-link", ["token"], SignInByLinkInput, signInByLink),
];
