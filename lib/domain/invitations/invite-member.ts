import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import type { InviteMemberInput } from "#lib/domain/invitations/schema.ts";
import { newToken } from "#lib/ids.ts";

/**
 * Invites an address to the tenant by mail; the link works for 7 days.
 * @throws AppError `forbidden` for anybody but an admin; `conflict` for a member or somebody who is invited
 * already; `rate_limited` after 50 mails of the tenant in a day
 */
export async function inviteMember(
  context: Pick<Context, "db" | "tenantId">,
  input: InviteMemberInput,
): Promise<{ invitationId: string }> {
  const invitationId = await callFunction(context.db, "invite_member", {
    p_tenant: context.tenantId,
    p_email: input.email,
    p_role: input.role,
    p_token: newToken(),
  });
  return { invitationId };
}
