import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { parseInput } from "#lib/domain/parse-input.ts";
import { CreateForgeTokenInput, type ForgeToken } from "#lib/domain/repositories/schema.ts";
import { newToken, sha256 } from "#lib/ids.ts";

const Result = z.object({ id: z.uuid(), expiresAt: z.string() });

/**
 * Makes a token for git over HTTP, valid 30 days for all repositories of the tenant. The token is in the
 * answer and nowhere else. Errors: `invalid_input`, `forbidden` (write needs the role member).
 */
export async function createForgeToken(
  context: Context,
  input: z.input<typeof CreateForgeTokenInput>,
): Promise<ForgeToken> {
  const { label, access } = parseInput(CreateForgeTokenInput, input);
  const token = `mai_${newToken()}`;
  const result = await callFunction(context.db, "create_forge_token", {
    p_tenant: context.tenantId,
    p_label: label,
    p_token_hash: sha256(token),
    p_access: access,
  });
  return { ...Result.parse(result), token };
}
