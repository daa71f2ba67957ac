import type { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import { RotateCredentialInput } from "#lib/domain/credentials/schema.ts";
import { credentialPlace, lastFourOf, type SealingContext } from "#lib/domain/credentials/sealing-context.ts";
import { parseInput } from "#lib/domain/parse-input.ts";
import { seal } from "#lib/key-ring.ts";

/**
 * Replaces the secret of a credential; the one before is tried second for seven days. Errors: `invalid_input`,
 * `forbidden`, `not_found`, `unprocessable` (revoked).
 */
export async function rotateCredential(
  context: SealingContext,
  input: z.input<typeof RotateCredentialInput>,
): Promise<void> {
  const { credentialId, secret } = parseInput(RotateCredentialInput, input);
  await callFunction(context.db, "rotate_credential", {
    p_credential: credentialId,
    p_sealed: seal(context.keyRing, secret, credentialPlace(credentialId)),
    p_last_four: lastFourOf(secret),
  });
}
