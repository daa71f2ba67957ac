import type { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { RevokeCredentialInput } from "#lib/domain/credentials/schema.ts";
import { parseInput } from "#lib/domain/parse-input.ts";

/** Ends a credential and erases its secret. Errors: `forbidden`, `not_found`, `unprocessable` (revoked already). */
export async function revokeCredential(
  context: Context,
  input: z.input<typeof RevokeCredentialInput>,
): Promise<void> {
  const { credentialId } = parseInput(RevokeCredentialInput, input);
  await callFunction(context.db, "revoke_credential", { p_credential: credentialId });
}
