import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import type { AcceptInvitationInput } from "#lib/domain/invitations/schema.ts";
import { NewAccount } from "#lib/domain/users/schema.ts";
import { sha256 } from "#lib/ids.ts";

/**
 * The signed-in person joins the tenant. The link alone is not enough: it has to have gone to the address of
 * the account.
 * @throws AppError `not_found` when it is for another address, was withdrawn, used or is too old
 */
export async function acceptInvitation(
  context: Pick<Context, "db">,
  input: AcceptInvitationInput,
): Promise<NewAccount> {
  const answer = await callFunction(context.db, "accept_invitation", { p_token_hash: sha256(input.token) });
  return NewAccount.parse(answer);
}
