import { Inbox } from "lucide-react";
import type { Metadata } from "next";
import { AutoRefresh } from "#components/auto-refresh.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { Row, RowList } from "#components/row-list.tsx";
import { StatusBadge } from "#components/status-badge.tsx";
import { revealHidden } from "#components/visible-text.ts";
import { listApprovals } from "#lib/domain/approvals/queries.ts";
import type { ApprovalCase } from "#lib/domain/approvals/schema.ts";
import { approvalStatusLabels } from "#lib/domain/approvals/state.ts";
import { tenantPage } from "#lib/http/page.ts";
import { PendingList } from "./_components/pending-list.tsx";
import { decideApprovalAction } from "./actions.ts";

export const metadata: Metadata = { title: "Approvals" };

export default async function ApprovalsPage(props: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await props.params;
  const { context, role } = await tenantPage(tenant);
  const pending = await listApprovals(context, "pending");
  const decided = await listApprovals(context, "decided", 30);
  return (
    <>
      <PageHeader
        title="Approvals"
        description="Decisions that a run waits for. Nothing is merged without one; when the time is over, the run ends and the branch stays."
      />
      <AutoRefresh active seconds={10} />
      {pending.length > 0 ? (
        <PendingList cases={pending} tenant={tenant} role={role} decide={decideApprovalAction} />
      ) : (
        <EmptyState icon={Inbox} title="Nothing waits for you">
          When an agent has a verified pull request, its merge is asked for here.
        </EmptyState>
      )}
      {decided.length > 0 ? (
        <section className="mt-8">
          <h2 className="mb-3 font-semibold text-sm">Decided</h2>
          <Decided cases={decided} tenant={tenant} />
        </section>
      ) : null}
    </>
  );
}

function Decided({ cases, tenant }: { cases: ApprovalCase[]; tenant: string }) {
  return (
    <RowList label="Decided approvals">
      {cases.map(({ approval, run }) => (
        <Row
          key={approval.id}
          href={`/${tenant}/runs/${run.id}#decisions`}
          title={<bdi>{revealHidden(approval.title)}</bdi>}
          facts={
            <>
              <span>
                Run #{run.number} in {run.repositoryName}
              </span>
              <span aria-hidden>·</span>
              {approval.decidedBy ? <bdi>{approval.decidedBy}</bdi> : null}
              <RelativeTime at={approval.decidedAt ?? approval.expiresAt} />
              {approval.decisionReason ? (
                <span className="w-full [overflow-wrap:anywhere]">
                  “{revealHidden(approval.decisionReason)}”
                </span>
              ) : null}
            </>
          }
          aside={<StatusBadge status={approval.status} map={approvalStatusLabels} />}
        />
      ))}
    </RowList>
  );
}
