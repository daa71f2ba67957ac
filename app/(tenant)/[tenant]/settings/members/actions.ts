"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { changeMemberRole } from "#lib/domain/members/change-member-role.ts";
import { leaveTenant } from "#lib/domain/members/leave-tenant.ts";
import { removeMember } from "#lib/domain/members/remove-member.ts";
import { ChangeMemberRoleInput, RemoveMemberInput } from "#lib/domain/members/schema.ts";
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
