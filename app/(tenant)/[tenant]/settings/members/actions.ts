"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { inviteMember } from "#lib/domain/invitations/invite-member.ts";
import { resendInvitation } from "#lib/domain/invitations/resend-invitation.ts";
import { revokeInvitation } from "#lib/domain/invitations/revoke-invitation.ts";
import { InvitationInput, InviteMemberInput } from "#lib/domain/invitations/schema.ts";
import { changeMemberRole } from "#lib/domain/members/change-member-role.ts";
import { leaveTenant } from "#lib/domain/members/leave-tenant.ts";
import { removeMember } from "#lib/domain/members/remove-member.ts";
import { ChangeMemberRoleInput, RemoveMemberInput } from "#lib/domain/members/schema.ts";
import { deliverSoon } from "#lib/http/deliver-soon.ts";
import { tenantAction } from "#lib/http/tenant-action.ts";

const renewPages = () => revalidatePath("/", "layout");

export const changeMemberRoleAction = tenantAction({
  input: ChangeMemberRoleInput,
  permission: "member.change_role",
  run: async (context, input) => {
    await changeMemberRole(context, input);
    renewPages();
  },
});

export const removeMemberAction = tenantAction({
  input: RemoveMemberInput,
  permission: "member.remove",
  run: async (context, input) => {
    await removeMember(context, input);
    renewPages();
  },
});

export const leaveTenantAction = tenantAction({
  input: z.object({}),
  permission: "member.leave",
  run: leaveTenant,
});

export const inviteMemberAction = tenantAction({
  input: InviteMemberInput,
  permission: "invitation.create",
  run: async (context, input) => {
    await inviteMember(context, input);
    deliverSoon();
    renewPages();
  },
});

export const resendInvitationAction = tenantAction({
  input: InvitationInput,
  permission: "invitation.resend",
  run: async (context, input) => {
    await resendInvitation(context, input);
    deliverSoon();
    renewPages();
  },
});

export const revokeInvitationAction = tenantAction({
  input: InvitationInput,
  permission: "invitation.revoke",
  run: async (context, input) => {
    await revokeInvitation(context, input);
    renewPages();
  },
});
