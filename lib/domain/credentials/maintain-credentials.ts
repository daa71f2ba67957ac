import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { PlatformContext } from "#lib/domain/context.ts";
import { credentialPlace } from "#lib/domain/credentials/sealing-context.ts";
import { type KeyRing, KeyRingError, open, seal } from "#lib/key-ring.ts";

const PAGE = 200;
const Page = z.array(z.object({ id: z.uuid(), sealed: z.string() }));

type MaintenanceContext = Pick<PlatformContext, "db" | "log"> & { keyRing: KeyRing };

/** Seals what another key sealed with the present one. Returns how many texts; what can't be opened is logged. */
async function reseal({ db, log, keyRing }: MaintenanceContext): Promise<number> {
  let count = 0;
  for (;;) {
    const asked = { p_key_id: keyRing.sealingKeyId, p_limit: PAGE };
    const page = Page.parse(await callFunction(db, "list_sealed", asked));
    const before = count;
    for (const { id, sealed } of page) {
      const place = credentialPlace(id);
      try {
        const after = seal(keyRing, open(keyRing, sealed, place), place);
        await callFunction(db, "reseal_credential", { p_credential: id, p_before: sealed, p_after: after });
        count += 1;
      } catch (error) {
        if (!(error instanceof KeyRingError)) throw error;
        log.error({ err: error, credentialId: id }, "a credential can't be opened with the keys there are");
      }
    }
    if (page.length < PAGE || count === before) return count;
  }
}

/**
 * The daily care: erases secrets past their grace, reminds admins of credentials that are due, and after a rotation of
 * our own keys seals everything with the new one. Returns how many credentials were touched.
 */
export async function maintainCredentials(context: MaintenanceContext): Promise<number> {
  const reminded = await callFunction(context.db, "remind_credentials", {});
  return reminded + (await reseal(context));
}
