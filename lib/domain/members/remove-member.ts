import type { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { RemoveMemberInput } from "#lib/domain/members/schema.ts";
import { parseInput } from "#lib/domain/parse-input.ts";

/** Takes a person out of the tenant at once; what they did stays. Errors: `not_found`, `unprocessable` (the last admin). */
export async function removeMember(
  context: Context,
  input: z.input<typeof RemoveMemberInput>,
): Promise<void> {
  const { userId } = parseInput(RemoveMemberInput, input);
  await callFunction(context.db, "remove_member", { p_tenant: context.tenantId, p_user: userId });
}
