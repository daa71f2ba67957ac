import { DiffCounts } from "#components/diff-view.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { Row, RowList } from "#components/row-list.tsx";
import { StatusBadge } from "#components/status-badge.tsx";
import { revealHidden } from "#components/visible-text.ts";
import type { ApprovalCase } from "#lib/domain/approvals/schema.ts";
import { riskLabels } from "#lib/domain/approvals/state.ts";
import { verdictLabels } from "#lib/domain/evidence/state.ts";

/** Open decisions in short; each row leads to its card. */
export function PendingApprovalList({ cases, tenant }: { cases: ApprovalCase[]; tenant: string }) {
  return (
    <RowList label="Waiting for a decision">
      {cases.map(({ approval, run, diff, verification }) => (
        <Row
          key={approval.id}
          href={`/${tenant}/approvals`}
          title={<bdi>{revealHidden(approval.title)}</bdi>}
          facts={
            <>
              <span>
                Run #{run.number} in {run.repositoryName}
              </span>
              <span aria-hidden>·</span>
              {diff ? (
                <DiffCounts
                  additions={diff.files.reduce((sum, file) => sum + file.additions, 0)}
                  deletions={diff.files.reduce((sum, file) => sum + file.deletions, 0)}
                />
              ) : null}
              <span>
                ends <RelativeTime at={approval.expiresAt} />
              </span>
            </>
          }
          aside={
            <>
              {verification ? <StatusBadge status={verification.verdict} map={verdictLabels} /> : null}
              <StatusBadge status={approval.risk} map={riskLabels} />
            </>
          }
        />
      ))}
    </RowList>
  );
}
