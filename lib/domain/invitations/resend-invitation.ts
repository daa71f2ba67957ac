import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import type { InvitationInput } from "#lib/domain/invitations/schema.ts";
import { newToken } from "#lib/ids.ts";

/**
 * Mails a new link that works for another 7 days; the old one is void.
 * @throws AppError `not_found`, `forbidden`; `conflict` when it was accepted or withdrawn; `rate_limited`
 */
export async function resendInvitation(context: Pick<Context, "db">, input: InvitationInput): Promise<void> {
  await callFunction(context.db, "resend_invitation", {
    p_invitation: input.invitationId,
    p_token: newToken(),
  });
}
