import { Download, ScrollText } from "lucide-react";
import Link from "next/link";
import { AuditFilterForm } from "#components/audit-filter-form.tsx";
import { AuditLineList } from "#components/audit-line-list.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Button } from "#components/ui/button.tsx";
import { type AuditFilter, type AuditLine, auditSubjects } from "#lib/domain/audit/schema.ts";

export const auditPageSize = 50;

const query = (parameters: Record<string, string | number | undefined>): string => {
  const given = Object.entries(parameters).flatMap(([name, value]) => (value ? [[name, `${value}`]] : []));
  return given.length > 0 ? `?${new URLSearchParams(given)}` : "";
};

/** An audit log with filter, export and pages; `tenant` is its slug, null for the platform's own. */
export function AuditLog(props: {
  path: string;
  tenant: string | null;
  description: string;
  filter: AuditFilter;
  lines: AuditLine[];
  people: { id: string; name: string }[];
}) {
  const { filter, lines, path } = props;
  const { before, ...chosen } = filter;
  const last = lines.length === auditPageSize ? lines.at(-1)?.sequence : undefined;
  const exportOf = (format: string) =>
    `/api/v1/audit-log${query({ ...chosen, tenant: props.tenant ?? undefined, format })}`;
  return (
    <>
      <PageHeader
        title="Audit log"
        description={props.description}
        actions={["csv", "json"].map((format) => (
          <Button key={format} variant="outline" size="sm" asChild>
            <a href={exportOf(format)} download aria-label={`Download as ${format.toUpperCase()}`}>
              <Download aria-hidden /> {format.toUpperCase()}
            </a>
          </Button>
        ))}
      />
      <AuditFilterForm
        key={JSON.stringify(chosen)}
        action={path}
        filter={filter}
        subjects={auditSubjects}
        people={props.people}
      />
      {lines.length > 0 ? (
        <AuditLineList lines={lines} label="Audit log" />
      ) : (
        <EmptyState
          icon={ScrollText}
          title="Nothing here"
          action={
            Object.values(filter).some(Boolean) ? (
              <Button asChild variant="outline">
                <Link href={path}>Show everything</Link>
              </Button>
            ) : undefined
          }
        >
          {Object.values(filter).some(Boolean)
            ? "No line fits this filter."
            : "Privileged actions appear here, with who did what, when and from where."}
        </EmptyState>
      )}
      {last || before ? (
        <p className="mt-4 flex justify-center gap-2">
          {before ? (
            <Button variant="outline" size="sm" asChild>
              <Link href={path + query(chosen)}>Newest</Link>
            </Button>
          ) : null}
          {last ? (
            <Button variant="outline" size="sm" asChild>
              <Link href={path + query({ ...chosen, before: last })}>Older</Link>
            </Button>
          ) : null}
        </p>
      ) : null}
    </>
  );
}
