import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { Invitation, ReceivedInvitation } from "#lib/domain/invitations/schema.ts";
import type { AccountsContext } from "#lib/domain/sessions/accounts-context.ts";
import { sha256 } from "#lib/ids.ts";

/**
 * Invitations of the tenant that wait for an answer or have expired, the newest first.
 * @throws AppError `forbidden` for anybody but an admin
 */
export async function listInvitations(context: Pick<Context, "db" | "tenantId">): Promise<Invitation[]> {
  const rows = await callFunction(context.db, "list_invitations", { p_tenant: context.tenantId });
  return z.array(Invitation).parse(rows);
}

/** What the holder of a link may know; null when there is no such link. */
export async function findInvitation(
  context: Pick<AccountsContext, "db">,
  input: { token: string },
): Promise<ReceivedInvitation | null> {
  const found = await callFunction(context.db, "find_invitation", { p_token_hash: sha256(input.token) });
  return ReceivedInvitation.nullable().parse(found);
}
