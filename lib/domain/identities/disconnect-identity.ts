import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import type { DisconnectIdentityInput } from "#lib/domain/identities/schema.ts";

/**
 * The other site signs this person in no longer.
 * @throws AppError `not_found` when it was not connected
 */
export async function disconnectIdentity(
  context: Pick<Context, "db">,
  input: DisconnectIdentityInput,
): Promise<void> {
  await callFunction(context.db, "disconnect_identity", { p_provider: input.provider });
}
