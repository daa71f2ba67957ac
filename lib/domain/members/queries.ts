import { z } from "zod";
import { readAll } from "#lib/db/read.ts";
import type { Context } from "#lib/domain/context.ts";
import type { Member } from "#lib/domain/members/schema.ts";
import { TenantRole } from "#lib/domain/users/schema.ts";

const Row = z
  .object({
    role: TenantRole,
    createdAt: z.string(),
    user: z.object({ id: z.uuid(), name: z.string(), email: z.string() }),
  })
  .transform(
    ({ role, createdAt, user }): Member => ({
      userId: user.id,
      name: user.name,
      email: user.email,
      role,
      joinedAt: createdAt,
    }),
  );

/** The members of the tenant, first come first; at most 500. */
export async function listMembers(context: Context): Promise<Member[]> {
  const query = context.db
    .from("members")
    .select("role, createdAt:created_at, user:users!members_user_id_fkey(id, name, email)")
    .eq("tenant_id", context.tenantId)
    .order("created_at")
    .limit(500);
  return readAll(query, Row);
}
