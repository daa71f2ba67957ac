import { z } from "zod";
import { unwrap } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { Tenant } from "#lib/domain/tenants/schema.ts";

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

const OverviewRow = Tenant.extend({
  created_at: z.string(),
  members: z.array(z.object({ count: z.number() })),
  repositories: z.array(z.object({ count: z.number() })),
  runs: z.array(z.object({ count: z.number() })),
});

export interface TenantOverview extends Tenant {
  createdAt: string;
  members: number;
  repositories: number;
  runs: number;
}

/** Every tenant the caller may see with how much is in it, newest first; at most 200. */
export async function listTenants(context: Pick<Context, "db">): Promise<TenantOverview[]> {
  const answer = await context.db
    .from("tenants")
    .select("id, slug, name, created_at, members(count), repositories(count), runs(count)")
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
      createdAt: row.created_at,
      members: row.members[0]?.count ?? 0,
      repositories: row.repositories[0]?.count ?? 0,
      runs: row.runs[0]?.count ?? 0,
    }));
}
