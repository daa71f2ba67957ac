import { Archive } from "lucide-react";
import type { Metadata } from "next";
import { RequestExport } from "#app/(tenant)/[tenant]/settings/data/_components/request-export.tsx";
import { AutoRefresh } from "#components/auto-refresh.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { listDataExports } from "#lib/domain/data-exports/queries.ts";
import type { DataExport } from "#lib/domain/data-exports/schema.ts";
import { tenantPage } from "#lib/http/page.ts";

export const metadata: Metadata = { title: "Data" };

const looks = {
  building: { tone: "info", label: "Being made" },
  ready: { tone: "success", label: "Ready" },
  failed: { tone: "danger", label: "Failed: ask again" },
} as const;

/** Copies of everything a tenant has. */
export default async function DataPage(props: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await props.params;
  const { context } = await tenantPage(tenant, "data_export.request");
  const exports = await listDataExports(context);
  const building = exports.some((one) => one.status === "building");
  return (
    <>
      <AutoRefresh active={building} />
      <PageHeader
        title="Data"
        description="A copy of everything this organisation has: a tar archive with a file of JSON lines for each kind of thing and a manifest with counts and hashes. Kept for 7 days. Clone repositories with git; secrets are never part of it."
        actions={<RequestExport tenant={tenant} building={building} />}
      />
      {exports.length === 0 ? (
        <EmptyState icon={Archive} title="No export yet">
          Ask for one; it is made in the background and listed here.
        </EmptyState>
      ) : (
        <Card aria-label="Exports">
          <ul className="divide-y">
            {exports.map((one) => (
              <ExportRow key={one.id} dataExport={one} />
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}

function ExportRow({ dataExport }: { dataExport: DataExport }) {
  const { id, status, requestedAt, requestedBy, expiresAt, manifest } = dataExport;
  const files = manifest?.files ?? [];
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  const kilobytes = Math.ceil(files.reduce((sum, file) => sum + file.bytes, 0) / 1024);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-3.5 sm:px-5">
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex flex-wrap items-center gap-2 font-medium text-sm">
          Export of {requestedAt.slice(0, 16).replace("T", " ")} UTC
          <Badge tone={looks[status].tone}>{looks[status].label}</Badge>
        </p>
        <p className="text-muted-foreground text-xs leading-5">
          {requestedBy ?? "Somebody who is gone"}
          {status === "ready" ? (
            <>
              {" "}
              · {rows} rows in {files.length} files, {kilobytes} KiB · removed <RelativeTime at={expiresAt} />
            </>
          ) : null}
        </p>
      </div>
      {status === "ready" ? (
        <Button asChild variant="outline" size="sm">
          <a href={`/api/v1/data-exports/${id}`} download>
            Download
          </a>
        </Button>
      ) : null}
    </li>
  );
}
