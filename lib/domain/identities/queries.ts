import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { Identity, IdentityClaim } from "#lib/domain/identities/schema.ts";
import type { AccountsContext } from "#lib/domain/sessions/accounts-context.ts";
import { sha256 } from "#lib/ids.ts";

/** The other sites that sign this person in. */
export async function listIdentities(context: Pick<Context, "db">): Promise<Identity[]> {
  return z.array(Identity).parse(await callFunction(context.db, "list_my_identities", {}));
}

/** Who came from another site and waits to be connected; null when it took too long. */
export async function findIdentityClaim(
  context: Pick<AccountsContext, "db">,
  input: { claim: string },
): Promise<IdentityClaim | null> {
  const found = await callFunction(context.db, "find_identity_claim", { p_claim_hash: sha256(input.claim) });
  return IdentityClaim.nullable().parse(found);
}
