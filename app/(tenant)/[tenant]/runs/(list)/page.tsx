import { Activity } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { AutoRefresh } from "#components/auto-refresh.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { FilterLinks } from "#components/filter-links.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { RunList } from "#components/run-list.tsx";
import { Button } from "#components/ui/button.tsx";
import { listRuns, type RunFilter } from "#lib/domain/runs/queries.ts";
import { tenantPage } from "#lib/http/page.ts";

export const metadata: Metadata = { title: "Runs" };

const pageSize = 50;

const filters: { value: string; label: string; filter: RunFilter }[] = [
  { value: "all", label: "All", filter: {} },
  { value: "active", label: "Active", filter: { ended: false } },
  { value: "waiting", label: "Waiting", filter: { status: "waiting" } },
  { value: "succeeded", label: "Succeeded", filter: { outcome: "merged" } },
  { value: "failed", label: "Failed", filter: { status: "failed" } },
  { value: "rejected", label: "Rejected", filter: { outcome: "rejected" } },
  { value: "stopped", label: "Stopped", filter: { status: "stopped" } },
];

export default async function RunsPage(props: {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<{ show?: string; before?: string }>;
}) {
  const { tenant } = await props.params;
  const { show, before } = await props.searchParams;
  const { context } = await tenantPage(tenant);
  const chosen = filters.find((one) => one.value === show) ?? { value: "all", filter: {} };
  const runs = await listRuns(context, {
    ...chosen.filter,
    before: Number(before) || undefined,
    limit: pageSize,
  });
  const last = runs.length === pageSize ? runs.at(-1)?.number : undefined;
  const address = (value: string) => `/${tenant}/runs${value === "all" ? "" : `?show=${value}`}`;
  return (
    <>
      <PageHeader title="Runs" description="Every execution of a goal, as it went." />
      <AutoRefresh active={runs.some((run) => run.finishedAt === null)} />
      <div className="mb-4">
        <FilterLinks
          label="Filter runs"
          current={chosen.value}
          options={filters.map(({ value, label }) => ({ value, label, href: address(value) }))}
        />
      </div>
      {runs.length > 0 ? (
        <RunList runs={runs} tenant={tenant} label="Runs" />
      ) : (
        <EmptyState
          icon={Activity}
          title={chosen.value === "all" ? "No runs yet" : "No run is in this state"}
          action={
            <Button asChild variant="outline">
              <Link href={`/${tenant}/goals/new`}>New goal</Link>
            </Button>
          }
        >
          A run begins when a goal is submitted.
        </EmptyState>
      )}
      {last ? (
        <p className="mt-4 text-center">
          <Button variant="outline" size="sm" asChild>
            <Link
              href={`/${tenant}/runs?${new URLSearchParams({ show: chosen.value, before: String(last) })}`}
            >
              Older runs
            </Link>
          </Button>
        </p>
      ) : null}
    </>
  );
}
