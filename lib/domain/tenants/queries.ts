import { z } from "zod";
import { unwrap } from "#lib/db/call.ts";
import { readAll } from "#lib/db/read.ts";
import type { Context } from "#lib/domain/context.ts";
import { Tenant, TenantState } from "#lib/domain/tenants/schema.ts";

/** The tenant with this slug, if the caller may see it; else null. */
export async function findTenant(context: Pick<Context, "db">, slug: string): Promise<Tenant | null> {
  const answer = await context.db.from("tenants").select("id, slug, name").eq("slug", slug).maybeSingle();
  return Tenant.nullable().parse(unwrap(answer));
}

/** The tenant with this id, if the caller may see it; else null. */
export async function findTenantById(context: Pick<Context, "db">, id: string): Promise<Tenant | null> {
  const answer = await context.db.from("tenants").select("id, slug, name").eq("id", id).maybeSingle();
  return Tenant.nullable().parse(unwrap(answer));
}

const stateColumns = "suspendedAt:suspended_at, suspendedReason:suspended_reason, eraseAfter:erase_after";

/** Whether the tenant is suspended or about to be deleted. */
export async function getTenantState(context: Pick<Context, "db" | "tenantId">): Promise<TenantState> {
  const query = context.db.from("tenants").select(stateColumns).eq("id", context.tenantId);
  return TenantState.parse(unwrap(await query.single()));
}

/** Whether members need a second factor. */
export async function requiresTwoFactor(context: Pick<Context, "db" | "tenantId">): Promise<boolean> {
  const query = context.db.from("tenants").select("require_two_factor").eq("id", context.tenantId);
  return unwrap(await query.single()).require_two_factor;
}

const MemberRow = z.object({ user: z.object({ id: z.uuid(), name: z.string() }) });

/** The people of a tenant by name; at most 500. */
export async function listPeople(context: Context): Promise<{ id: string; name: string }[]> {
  const query = context.db
    .from("members")
    .select("user:users!members_user_id_fkey(id, name)")
    .eq("tenant_id", context.tenantId)
    .limit(500);
  const people = (await readAll(query, MemberRow)).map(({ user }) => user);
  return people.sort((a, b) => a.name.localeCompare(b.name));
}

const OverviewRow = Tenant.extend({
  ...TenantState.shape,
  created_at: z.string(),
  members: z.array(z.object({ count: z.number() })),
  repositories: z.array(z.object({ count: z.number() })),
  runs: z.array(z.object({ count: z.number() })),
});

export interface TenantOverview extends Tenant, TenantState {
  createdAt: string;
  members: number;
  repositories: number;
  runs: number;
}

/** Every tenant the caller may see with how much is in it, newest first; at most 200. */
export async function listTenants(context: Pick<Context, "db">): Promise<TenantOverview[]> {
  const answer = await context.db
    .from("tenants")
    .select(
      `id, slug, name, created_at, ${stateColumns}, members(count), repositories(count), runs(count)` as const,
    )
    .is("repositories.deleted_at", null)
    .order("created_at", { ascending: false })
    .limit(200);
  return z
    .array(OverviewRow)
    .parse(unwrap(answer))
    .map((row) => ({
      id: row.id,
      slug: row.slug,
      name: row.name,
      suspendedAt: row.suspendedAt,
      suspendedReason: row.suspendedReason,
      eraseAfter: row.eraseAfter,
      createdAt: row.created_at,
      members: row.members[0]?.count ?? 0,
      repositories: row.repositories[0]?.count ?? 0,
      runs: row.runs[0]?.count ?? 0,
    }));
}
