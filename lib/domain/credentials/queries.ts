import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { Credential } from "#lib/domain/credentials/schema.ts";

/** The credentials of the tenant by name, without their secrets. Errors: `forbidden` (needs the role member). */
export async function listCredentials(context: Context): Promise<Credential[]> {
  const found = await callFunction(context.db, "list_credentials", { p_tenant: context.tenantId });
  return z.array(Credential).parse(found);
}
