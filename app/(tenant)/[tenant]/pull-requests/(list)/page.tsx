import { GitPullRequest } from "lucide-react";
import type { Metadata } from "next";
import { EmptyState } from "#components/empty-state.tsx";
import { FilterLinks } from "#components/filter-links.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { Row, RowList } from "#components/row-list.tsx";
import { StatusBadge } from "#components/status-badge.tsx";
import { revealHidden } from "#components/visible-text.ts";
import { listPullRequests } from "#lib/domain/pull-requests/queries.ts";
import { checkStatusLabels, pullRequestStatusLabels } from "#lib/domain/pull-requests/state.ts";
import { tenantPage } from "#lib/http/page.ts";

export const metadata: Metadata = { title: "Pull requests" };

const filters = ["all", "open", "merged", "closed"] as const;

export default async function PullRequestsPage(props: {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<{ show?: string }>;
}) {
  const { tenant } = await props.params;
  const { show } = await props.searchParams;
  const { context } = await tenantPage(tenant);
  const chosen = filters.find((one) => one === show) ?? "all";
  const list = await listPullRequests(context, chosen === "all" ? {} : { status: chosen });
  return (
    <>
      <PageHeader title="Pull requests" description="What agents propose, with its checks." />
      <div className="mb-4">
        <FilterLinks
          label="Filter pull requests"
          current={chosen}
          options={filters.map((value) => ({
            value,
            label: value === "all" ? "All" : pullRequestStatusLabels[value].label,
            href: `/${tenant}/pull-requests${value === "all" ? "" : `?show=${value}`}`,
          }))}
        />
      </div>
      {list.length === 0 ? (
        <EmptyState icon={GitPullRequest} title="No pull requests">
          A run opens one when its fix is verified.
        </EmptyState>
      ) : (
        <RowList label="Pull requests">
          {list.map((one) => (
            <Row
              key={one.id}
              href={`/${tenant}/pull-requests/${one.id}`}
              title={
                <>
                  <bdi>{revealHidden(one.title)}</bdi>{" "}
                  <span className="font-normal text-muted-foreground">#{one.number}</span>
                </>
              }
              facts={
                <>
                  <span>{one.repository.name}</span>
                  <span aria-hidden>·</span>
                  <span className="font-mono [overflow-wrap:anywhere]">{revealHidden(one.branch)}</span>
                  <span aria-hidden>·</span>
                  <RelativeTime at={one.createdAt} />
                </>
              }
              aside={
                <>
                  <StatusBadge status={one.status} map={pullRequestStatusLabels} />
                  <StatusBadge status={one.checksStatus} map={checkStatusLabels}>
                    Checks {checkStatusLabels[one.checksStatus].label.toLowerCase()}
                  </StatusBadge>
                </>
              }
            />
          ))}
        </RowList>
      )}
    </>
  );
}
