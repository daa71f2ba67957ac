import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { Database } from "#lib/db/database.ts";
import { sha256 } from "#lib/ids.ts";

const ForgeAccess = z.object({
  tenantId: z.uuid(),
  repositoryId: z.uuid(),
  access: z.enum(["read", "write"]),
  label: z.string(),
});
export type ForgeAccess = z.infer<typeof ForgeAccess>;

/**
 * What a git token may do with a repository; null when it is unknown, revoked, expired, of another tenant
 * or of a person who has left. Needs a service client: there is no session at the git server.
 */
export async function verifyForgeToken(
  db: Database,
  input: { tenantSlug: string; repositoryName: string; token: string },
): Promise<ForgeAccess | null> {
  const result = await callFunction(db, "verify_forge_token", {
    p_tenant_slug: input.tenantSlug,
    p_repository_name: input.repositoryName,
    p_token_hash: sha256(input.token),
  });
  return ForgeAccess.nullable().parse(result);
}
