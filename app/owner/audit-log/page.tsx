import type { Metadata } from "next";
import { AuditLog, auditPageSize } from "#components/audit-log.tsx";
import { listAuditLines, readAuditFilter } from "#lib/domain/audit/queries.ts";
import { ownerPage } from "#lib/http/page.ts";

export const metadata: Metadata = { title: "Audit log" };

/** What Owners did on the platform itself. */
export default async function PlatformAuditLogPage(props: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { db } = await ownerPage();
  const filter = readAuditFilter(await props.searchParams);
  const lines = await listAuditLines({ db, tenantId: null }, filter, auditPageSize);
  return (
    <AuditLog
      path="/owner/audit-log"
      tenant={null}
      description="Actions on the platform itself. What happens in an organisation stands in its own log. Lines can't be changed; each carries the hash of the one before it, and they are kept for a year."
      filter={filter}
      lines={lines}
      people={[]}
    />
  );
}
