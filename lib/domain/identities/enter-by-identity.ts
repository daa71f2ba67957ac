import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { ForeignAccount } from "#lib/domain/identities/schema.ts";
import type { AccountsContext, Device } from "#lib/domain/sessions/accounts-context.ts";
import type { NewSession } from "#lib/domain/sessions/schema.ts";
import { startSession } from "#lib/domain/sessions/start-session.ts";
import { slugFrom } from "#lib/domain/tenants/schema.ts";
import { Email, PersonName } from "#lib/domain/users/schema.ts";
import { newToken, sha256 } from "#lib/ids.ts";

const Answer = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("known"), userId: z.uuid() }),
  z.object({ outcome: z.literal("created"), userId: z.uuid() }),
  z.object({ outcome: z.literal("claim") }),
  z.object({ outcome: z.literal("unverified") }),
]);

export type Entrance =
  | { outcome: "session"; session: NewSession }
  /** The address has an account that is not connected: its person may connect them with this, when signed in. */
  | { outcome: "claim"; claim: string }
  /** The other site vouches for no address. */
  | { outcome: "unverified" };

/**
 * Somebody comes from another site that says who it is. Known there: signed in. New: an account with a tenant,
 * for an address which that site has verified. An address that has an account here opens nothing by itself.
 * @param account what that site says; `connect`: a signed-in person wants to connect it and nothing else
 */
export async function enterByIdentity(
  context: AccountsContext,
  account: ForeignAccount & { connect: boolean },
  device: Device,
): Promise<Entrance> {
  const email = Email.safeParse(account.verifiedEmail);
  const claim = newToken();
  const name = PersonName.safeParse(account.name.trim().slice(0, 120));
  const answer = Answer.parse(
    await callFunction(context.db, "enter_by_identity", {
      p_provider: account.provider,
      p_subject: account.subject,
      p_login: account.login,
      p_email: email.success ? email.data : null,
      p_name: name.success ? name.data : account.login,
      p_tenant_slug: slugFrom(account.login),
      p_claim_hash: sha256(claim),
      p_connect: account.connect,
    }),
  );
  if (answer.outcome === "claim") return { outcome: "claim", claim };
  if (answer.outcome === "unverified") return { outcome: "unverified" };
  return { outcome: "session", session: await startSession(context, answer.userId, device) };
}
