import type { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { ChangeMemberRoleInput } from "#lib/domain/members/schema.ts";
import { parseInput } from "#lib/domain/parse-input.ts";

/** Gives a member another role. Errors: `not_found`, `unprocessable` (the last admin). */
export async function changeMemberRole(
  context: Context,
  input: z.input<typeof ChangeMemberRoleInput>,
): Promise<void> {
  const { userId, role } = parseInput(ChangeMemberRoleInput, input);
  await callFunction(context.db, "change_member_role", {
    p_tenant: context.tenantId,
    p_user: userId,
    p_role: role,
  });
}
