import { z } from "zod";
import { readAll } from "#lib/db/read.ts";
import type { Context } from "#lib/domain/context.ts";
import { DataExport } from "#lib/domain/data-exports/schema.ts";

const Row = DataExport.omit({ requestedBy: true })
  .extend({ requester: z.object({ name: z.string() }).nullable() })
  .transform(({ requester, ...row }): DataExport => ({ ...row, requestedBy: requester?.name ?? null }));

/** Exports of the tenant that have not expired, newest first. */
export async function listDataExports(context: Context): Promise<DataExport[]> {
  const query = context.db
    .from("data_exports")
    .select(
      "id, status, requestedAt:requested_at, expiresAt:expires_at, manifest, requester:users!data_exports_requested_by_fkey(name)",
    )
    .eq("tenant_id", context.tenantId)
    .gt("expires_at", context.clock.now().toISOString())
    .order("requested_at", { ascending: false })
    .limit(20);
  return readAll(query, Row);
}

const Part = z.object({ content: z.string() });

/** The pieces of one file of an export in their order, one at a time. */
export async function* readExportFile(
  context: Pick<Context, "db">,
  input: { dataExportId: string; name: string },
): AsyncGenerator<string> {
  for (let position = 0; ; position += 1) {
    const query = context.db
      .from("data_export_parts")
      .select("content")
      .eq("data_export_id", input.dataExportId)
      .eq("name", input.name)
      .eq("position", position);
    const [part] = await readAll(query, Part);
    if (!part) return;
    yield part.content;
  }
}

const OfExport = z.object({ tenant: z.object({ slug: z.string() }) });

/** Slug of the tenant that an export is of; null when the caller may not see it. */
export async function findTenantOfExport(
  context: Pick<Context, "db">,
  dataExportId: string,
): Promise<string | null> {
  const query = context.db
    .from("data_exports")
    .select("tenant:tenants!data_exports_tenant_id_fkey(slug)")
    .eq("id", dataExportId);
  return (await readAll(query, OfExport))[0]?.tenant.slug ?? null;
}
