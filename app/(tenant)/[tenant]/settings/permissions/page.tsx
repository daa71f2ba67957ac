import { Check, Minus } from "lucide-react";
import type { Metadata } from "next";
import { PageHeader } from "#components/page-header.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";
import { permissions, type Role, roleLabels, roles } from "#lib/domain/permissions/schema.ts";
import { tenantPage } from "#lib/http/page.ts";

export const metadata: Metadata = { title: "Permissions" };

const groups = [...new Set(permissions.map((permission) => permission.group))];

/** Which role may do what: the table that pages, actions, routes and the database go by. */
export default async function PermissionsPage(props: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await props.params;
  const visit = await tenantPage(tenant);
  const mine = visit.roles.map((role) => roleLabels[role]).join(" and ");
  return (
    <>
      <PageHeader
        title="Permissions"
        description={`Which role may do what. You are ${mine} here. Pages, interface and database go by this one table; what a role does not hold is refused by the database itself.`}
      />
      <Card>
        <Table label="Permissions by role">
          <TableHeader>
            <TableRow>
              <TableHead>Permission</TableHead>
              {roles.map((role) => (
                <TableHead key={role} className="px-2 text-center sm:px-4">
                  {roleLabels[role]}
                </TableHead>
              ))}
            </TableRow>
          </TableHeader>
          {groups.map((group) => (
            <PermissionGroup key={group} group={group} />
          ))}
        </Table>
      </Card>
      <p className="mt-4 max-w-3xl text-muted-foreground text-sm leading-relaxed">
        The Owner runs the platform and reads every organisation; as a member of one the Owner also holds that
        role. “Asks who you are” means that the last proof of who you are must not be older than 24 hours.
      </p>
    </>
  );
}

function PermissionGroup({ group }: { group: string }) {
  return (
    <TableBody>
      <tr>
        <th
          colSpan={roles.length + 1}
          scope="colgroup"
          className="border-t bg-muted/40 px-4 py-1.5 text-left font-medium text-muted-foreground text-xs"
        >
          {group}
        </th>
      </tr>
      {permissions
        .filter((permission) => permission.group === group)
        .map((permission) => (
          <TableRow key={permission.id}>
            <th scope="row" className="min-w-40 px-4 py-2.5 font-normal">
              {permission.label}
              {permission.sensitive ? <Badge className="mt-1 sm:mt-0 sm:ml-2">Asks who you are</Badge> : null}
            </th>
            {roles.map((role) => (
              <TableCell key={role} className="relative px-2 text-center sm:px-4">
                <Held held={permission.roles.includes(role)} role={role} />
              </TableCell>
            ))}
          </TableRow>
        ))}
    </TableBody>
  );
}

function Held({ held, role }: { held: boolean; role: Role }) {
  const Icon = held ? Check : Minus;
  return (
    <>
      <Icon
        aria-hidden
        className={held ? "mx-auto size-4 text-success" : "mx-auto size-4 text-muted-foreground/50"}
      />
      <span className="sr-only">{held ? `${roleLabels[role]} may` : `${roleLabels[role]} may not`}</span>
    </>
  );
}
