import type { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { parseInput } from "#lib/domain/parse-input.ts";
import { RevokeForgeTokenInput } from "#lib/domain/repositories/schema.ts";

/** Ends a git token at once: one's own, or as an admin anybody's. Errors: `forbidden`, `not_found`. */
export async function revokeForgeToken(
  context: Context,
  input: z.input<typeof RevokeForgeTokenInput>,
): Promise<void> {
  const { tokenId } = parseInput(RevokeForgeTokenInput, input);
  await callFunction(context.db, "revoke_forge_token", { p_forge_token: tokenId });
}
