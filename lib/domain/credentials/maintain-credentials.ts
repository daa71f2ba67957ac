import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { PlatformContext } from "#lib/domain/context.ts";
import { type KeyRing, KeyRingError, open, seal } from "#lib/key-ring.ts";

const PAGE = 200;
const Page = z.array(z.object({ place: z.string(), sealed: z.string() }));

type MaintenanceContext = Pick<PlatformContext, "db" | "log"> & { keyRing: KeyRing };

/** Seals what another key sealed with the present one. Returns how many texts; what can't be opened is logged. */
async function reseal({ db, log, keyRing }: MaintenanceContext): Promise<number> {
  let count = 0;
  for (;;) {
    const asked = { p_key_id: keyRing.sealingKeyId, p_limit: PAGE };
    const page = Page.parse(await callFunction(db, "list_sealed", asked));
    const before = count;
    for (const { place, sealed } of page) {
      try {
        const after = seal(keyRing, open(keyRing, sealed, place), place);
        await callFunction(db, "reseal", { p_place: place, p_before: sealed, p_after: after });
        count += 1;
      } catch (error) {
        if (!(error instanceof KeyRingError)) throw error;
        log.error({ err: error, place }, "a sealed text can't be opened with the keys there are");
      }
    }
    if (page.length < PAGE || count === before) return count;
  }
}

/**
 * The daily care: erases secrets past their grace, reminds admins of credentials that are due, and after a rotation of
 * our own keys seals everything with the new one, secrets of authenticator apps too. Returns how many were touched.
 */
export async function maintainCredentials(context: MaintenanceContext): Promise<number> {
  const reminded = await callFunction(context.db, "remind_credentials", {});
  return reminded + (await reseal(context));
}
