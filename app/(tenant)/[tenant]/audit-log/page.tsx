import type { Metadata } from "next";
import { AuditLog, auditPageSize } from "#components/audit-log.tsx";
import { listAuditLines, readAuditFilter } from "#lib/domain/audit/queries.ts";
import { listPeople } from "#lib/domain/tenants/queries.ts";
import { tenantPage } from "#lib/http/page.ts";

export const metadata: Metadata = { title: "Audit log" };

/** Privileged actions in a tenant, for its admins and the Owner. */
export default async function AuditLogPage(props: {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { tenant } = await props.params;
  const { context } = await tenantPage(tenant, "audit_log.read");
  const filter = readAuditFilter(await props.searchParams);
  const [lines, people] = await Promise.all([
    listAuditLines(context, filter, auditPageSize),
    listPeople(context),
  ]);
  return (
    <AuditLog
      path={`/${tenant}/audit-log`}
      tenant={tenant}
      description="Who did what in this organisation, when and from where. Lines can't be changed; each carries the hash of the one before it, and they are kept for a year."
      filter={filter}
      lines={lines}
      people={people}
    />
  );
}
