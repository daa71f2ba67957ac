import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import type { InvitationInput } from "#lib/domain/invitations/schema.ts";

/**
 * Withdraws an invitation: its link opens nothing any more.
 * @throws AppError `not_found`, `forbidden`; `conflict` when it was accepted or withdrawn
 */
export async function revokeInvitation(context: Pick<Context, "db">, input: InvitationInput): Promise<void> {
  await callFunction(context.db, "revoke_invitation", { p_invitation: input.invitationId });
}
