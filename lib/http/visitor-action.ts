import { headers } from "next/headers";
import type { z } from "zod";
import type { AccountsContext, Device } from "#lib/domain/sessions/accounts-context.ts";
import { accountsContext } from "#lib/http/accounts.ts";
import { type ActionResult, actionInput, answerAction } from "#lib/http/action-result.ts";
import { deliverSoon } from "#lib/http/deliver-soon.ts";
import { deviceOf, originOf } from "#lib/http/request.ts";

/** A server action of somebody who need not be signed in: sign-up, links from mails. The verb limits attempts. */
export function visitorAction<Schema extends z.ZodType, Data>(
  input: Schema,
  verb: (context: AccountsContext, input: z.output<Schema>, device: Device) => Promise<Data>,
): (given: z.input<Schema> | FormData) => Promise<ActionResult<Data>> {
  return (given) =>
    answerAction(async () => {
      const from = await headers();
      const data = await verb(accountsContext(originOf(from)), actionInput(input, given), deviceOf(from));
      deliverSoon();
      return data;
    });
}
