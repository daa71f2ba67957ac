import { Building2 } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { SuspensionControl } from "#app/owner/_components/suspension-control.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { Badge } from "#components/ui/badge.tsx";
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
        description="Every organisation on this platform. You read them all and can suspend each; you change only those you are a member of."
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
          <TableHead>
            <span className="sr-only">Suspension</span>
          </TableHead>
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
              {tenant.suspendedAt ? <Badge tone="danger">Suspended</Badge> : null}
              {tenant.eraseAfter ? (
                <Badge tone="warning">To be deleted on {tenant.eraseAfter.slice(0, 10)}</Badge>
              ) : null}
            </TableCell>
            <TableCell className="tabular text-right">{tenant.members}</TableCell>
            <TableCell className="tabular text-right">{tenant.repositories}</TableCell>
            <TableCell className="tabular text-right">{tenant.runs}</TableCell>
            <TableCell className="whitespace-nowrap text-muted-foreground">
              <RelativeTime at={tenant.createdAt} />
            </TableCell>
            <TableCell className="text-right">
              <SuspensionControl id={tenant.id} name={tenant.name} suspended={tenant.suspendedAt !== null} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
