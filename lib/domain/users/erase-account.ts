import type { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { parseInput } from "#lib/domain/parse-input.ts";
import { EraseAccountInput } from "#lib/domain/users/schema.ts";

/**
 * Erases the signed-in person. What they did in tenants stays without their name. Errors: `invalid_input` (not their
 * address), `unprocessable` (last admin of a tenant, last Owner).
 */
export async function eraseAccount(
  context: Pick<Context, "db">,
  input: z.input<typeof EraseAccountInput>,
): Promise<void> {
  const { email } = parseInput(EraseAccountInput, input);
  await callFunction(context.db, "erase_my_account", { p_email: email });
}
