import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { sha256 } from "#lib/ids.ts";

/**
 * Connects what came from another site to the signed-in person; from then on it signs the person in.
 * @throws AppError `not_found` when it carries another address than the account or took too long;
 * `conflict` when one of the two is connected already
 */
export async function connectIdentity(context: Pick<Context, "db">, input: { claim: string }): Promise<void> {
  await callFunction(context.db, "connect_identity", { p_claim_hash: sha256(input.claim) });
}
