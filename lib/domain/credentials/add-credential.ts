import type { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import { AddCredentialInput } from "#lib/domain/credentials/schema.ts";
import { credentialPlace, lastFourOf, type SealingContext } from "#lib/domain/credentials/sealing-context.ts";
import { parseInput } from "#lib/domain/parse-input.ts";
import { newId } from "#lib/ids.ts";
import { seal } from "#lib/key-ring.ts";

/**
 * Keeps a credential of the tenant, sealed before it leaves this process. Errors: `invalid_input`, `forbidden`
 * (needs the role admin), `unprocessable` (too many).
 */
export async function addCredential(
  context: SealingContext,
  input: z.input<typeof AddCredentialInput>,
): Promise<{ credentialId: string }> {
  const { label, origin, username, secret, rotationDays } = parseInput(AddCredentialInput, input);
  const credentialId = newId();
  await callFunction(context.db, "add_credential", {
    p_credential: credentialId,
    p_tenant: context.tenantId,
    p_kind: "git",
    p_label: label,
    p_origin: origin,
    p_username: username,
    p_sealed: seal(context.keyRing, secret, credentialPlace(credentialId)),
    p_last_four: lastFourOf(secret),
    p_rotation_days: rotationDays,
  });
  return { credentialId };
}
