import { Building2 } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { EmptyState } from "#components/empty-state.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { Card } from "#components/ui/card.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";
import { listTenants, type TenantOverview } from "#lib/domain/tenants/queries.ts";
import { ownerPage } from "#lib/http/page.ts";

export const metadata: Metadata = { title: "Owner Console" };

/** Start of the Owner Console. For anybody but the Owner there is no such page. */
export default async function OwnerPage() {
  const visit = await ownerPage();
  const tenants = await listTenants(visit);
  return (
    <>
      <PageHeader
        title="Owner Console"
        description="Every organisation on this platform. You read them all; you change only those you are a member of."
      />
      {tenants.length > 0 ? (
        <Card>
          <TenantTable tenants={tenants} />
        </Card>
      ) : (
        <EmptyState icon={Building2} title="No organisation yet">
          The first one is made by the first sign-up.
        </EmptyState>
      )}
    </>
  );
}

function TenantTable({ tenants }: { tenants: TenantOverview[] }) {
  return (
    <Table label="Organisations">
      <TableHeader>
        <TableRow>
          <TableHead>Organisation</TableHead>
          <TableHead className="text-right">Members</TableHead>
          <TableHead className="text-right">Repositories</TableHead>
          <TableHead className="text-right">Runs</TableHead>
          <TableHead>Created</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {tenants.map((tenant) => (
          <TableRow key={tenant.id}>
            <TableCell className="min-w-44">
              <Link
                href={`/${tenant.slug}`}
                className="inline-block rounded-sm py-1 font-medium hover:underline"
              >
                {tenant.name}
              </Link>
              <span className="block font-mono text-muted-foreground text-xs">/{tenant.slug}</span>
            </TableCell>
            <TableCell className="tabular text-right">{tenant.members}</TableCell>
            <TableCell className="tabular text-right">{tenant.repositories}</TableCell>
            <TableCell className="tabular text-right">{tenant.runs}</TableCell>
            <TableCell className="whitespace-nowrap text-muted-foreground">
              <RelativeTime at={tenant.createdAt} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
