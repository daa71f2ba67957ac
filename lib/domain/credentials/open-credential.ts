import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import { credentialPlace, type SealingContext } from "#lib/domain/credentials/sealing-context.ts";
import { open } from "#lib/key-ring.ts";
import type { BasicLogin } from "#lib/ports/forge/port.ts";

const Sealed = z.object({
  id: z.uuid(),
  origin: z.string(),
  username: z.string(),
  sealed: z.string(),
  previousSealed: z.string().nullable(),
});

/** Servers take any name beside an access token; this one is what most of their handbooks write. */
const ANY_NAME = "x-access-token";

export interface OpenedCredential {
  /** The one place it may be sent to, such as https://git.example.com. */
  origin: string;
  /** The present one, then within the grace the one before. */
  logins: BasicLogin[];
}

/**
 * The credential of a repository, opened for the job that imports it; null when it has none. Keep it in memory, hand it
 * to the forge and to nothing else. Errors: `forbidden` (not a job of the tenant), `unprocessable` (revoked or overdue).
 */
export async function openCredential(
  context: SealingContext,
  input: { repositoryId: string },
): Promise<OpenedCredential | null> {
  const found = await callFunction(context.db, "open_credential", { p_repository: input.repositoryId });
  if (found === null) return null;
  const { id, origin, username, sealed, previousSealed } = Sealed.parse(found);
  const secrets = [sealed, previousSealed].filter((one) => one !== null);
  const logins = secrets.map((one) => ({
    username: username || ANY_NAME,
    password: open(context.keyRing, one, credentialPlace(id)),
  }));
  return { origin, logins };
}
