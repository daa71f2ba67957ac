import type { Metadata } from "next";
import Link from "next/link";
import { AutoRefresh } from "#components/auto-refresh.tsx";
import { CheckList } from "#components/check-list.tsx";
import { DataList } from "#components/data-list.tsx";
import { DiffView } from "#components/diff-view.tsx";
import { FindingList } from "#components/findings.tsx";
import { Markdown } from "#components/markdown.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { StatusBadge } from "#components/status-badge.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Card, CardContent, CardHeader, CardTitle } from "#components/ui/card.tsx";
import { revealHidden } from "#components/visible-text.ts";
import { findApprovalOf } from "#lib/domain/approvals/queries.ts";
import type { Approval } from "#lib/domain/approvals/schema.ts";
import { approvalStatusLabels } from "#lib/domain/approvals/state.ts";
import { listFindingsOf } from "#lib/domain/findings/queries.ts";
import { getPullRequestDiff } from "#lib/domain/pull-requests/get-pull-request-diff.ts";
import { getPullRequest, listChecks } from "#lib/domain/pull-requests/queries.ts";
import type { PullRequestListItem } from "#lib/domain/pull-requests/schema.ts";
import { checkStatusLabels, pullRequestStatusLabels } from "#lib/domain/pull-requests/state.ts";
import { orNotFound } from "#lib/http/or-not-found.ts";
import { tenantPage } from "#lib/http/page.ts";

export const metadata: Metadata = { title: "Pull request" };

export default async function PullRequestPage(props: {
  params: Promise<{ tenant: string; pullRequestId: string }>;
}) {
  const { tenant, pullRequestId } = await props.params;
  const { context } = await tenantPage(tenant);
  const pullRequest = await orNotFound(getPullRequest(context, pullRequestId));
  const checks = await listChecks(context, pullRequest);
  const approval = await findApprovalOf(context, pullRequestId);
  const diff = await getPullRequestDiff(context, pullRequest);
  const findings = await listFindingsOf(context, pullRequest);
  return (
    <div className="grid min-w-0 gap-6">
      <AutoRefresh active={pullRequest.status === "open"} seconds={5} />
      <div>
        <PageHeader
          crumbs={[
            { label: "Pull requests", href: `/${tenant}/pull-requests` },
            { label: `Run #${pullRequest.runNumber}`, href: `/${tenant}/runs/${pullRequest.runId}` },
          ]}
          title={
            <>
              <bdi>{revealHidden(pullRequest.title)}</bdi>{" "}
              <span className="font-normal text-muted-foreground">#{pullRequest.number}</span>
            </>
          }
          badges={
            <>
              <StatusBadge status={pullRequest.status} map={pullRequestStatusLabels} />
              <StatusBadge status={pullRequest.checksStatus} map={checkStatusLabels}>
                Checks {checkStatusLabels[pullRequest.checksStatus].label.toLowerCase()}
              </StatusBadge>
            </>
          }
        />
        <Facts pullRequest={pullRequest} approval={approval} tenant={tenant} />
      </div>
      {pullRequest.flags.length > 0 ? (
        <Alert tone="warning" title="Look twice">
          This pull request touches {pullRequest.flags.map((flag) => revealHidden(flag)).join(", ")}.
        </Alert>
      ) : null}
      <Card className="min-w-0">
        <CardHeader>
          <CardTitle>Description</CardTitle>
        </CardHeader>
        <CardContent>
          <Markdown source={pullRequest.body} />
        </CardContent>
      </Card>
      <section className="min-w-0">
        <h2 className="mb-3 font-semibold text-sm">Checks</h2>
        {checks.length > 0 ? (
          <CheckList checks={checks} />
        ) : (
          <p className="text-muted-foreground text-sm">No check has started for this commit yet.</p>
        )}
      </section>
      {findings.length > 0 ? (
        <section className="min-w-0">
          <h2 className="mb-3 font-semibold text-sm">Comments on lines</h2>
          <FindingList findings={findings} />
        </section>
      ) : null}
      <section className="min-w-0">
        <h2 className="mb-3 font-semibold text-sm">Changes</h2>
        {diff.source === "evidence" ? (
          <p className="mb-3 text-muted-foreground text-sm">
            As recorded by the run: the forge has no diff at the moment.
          </p>
        ) : null}
        {diff.truncated ? (
          <p className="mb-3 text-muted-foreground text-sm">The diff is longer than this page shows.</p>
        ) : null}
        <DiffView patch={diff.patch} />
      </section>
    </div>
  );
}

function Facts(props: { pullRequest: PullRequestListItem; approval: Approval | null; tenant: string }) {
  const { pullRequest, approval, tenant } = props;
  const sha = (value: string) => (
    <span className="font-mono text-xs" title={value}>
      {value.slice(0, 10)}
    </span>
  );
  return (
    <Card className="p-4 sm:p-5">
      <DataList
        items={[
          {
            label: "Repository",
            value: (
              <Link
                href={`/${tenant}/repositories/${pullRequest.repository.id}`}
                className="text-link underline decoration-1 underline-offset-2 hover:decoration-2"
              >
                {pullRequest.repository.name}
              </Link>
            ),
          },
          {
            label: "Branch",
            value: <span className="font-mono text-xs">{revealHidden(pullRequest.branch)}</span>,
          },
          {
            label: "Into",
            value: (
              <>
                <span className="font-mono text-xs">{revealHidden(pullRequest.baseBranch)}</span> at{" "}
                {sha(pullRequest.baseSha)}
              </>
            ),
          },
          { label: "Head", value: sha(pullRequest.headSha) },
          {
            label: "Merge",
            value: pullRequest.mergedAt ? (
              <>
                <RelativeTime at={pullRequest.mergedAt} /> as {sha(pullRequest.mergedSha ?? "")}
              </>
            ) : (
              "not merged"
            ),
          },
          {
            label: "Approval",
            value: approval ? (
              <span className="inline-flex flex-wrap items-center gap-2">
                <StatusBadge status={approval.status} map={approvalStatusLabels} />
                {approval.status === "pending" ? (
                  <Link
                    href={`/${tenant}/approvals`}
                    className="text-link underline decoration-1 underline-offset-2 hover:decoration-2"
                  >
                    Decide
                  </Link>
                ) : (
                  <bdi>{approval.decidedBy}</bdi>
                )}
              </span>
            ) : (
              "not asked for yet"
            ),
          },
        ]}
      />
    </Card>
  );
}
