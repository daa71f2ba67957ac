"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { ApprovalCard } from "#components/approval-card.tsx";
import type { DecideApproval } from "#components/approval-decision.tsx";
import { revealHidden } from "#components/visible-text.ts";
import type { ApprovalCase } from "#lib/domain/approvals/schema.ts";
import type { TenantRole } from "#lib/domain/users/schema.ts";

/** The open decisions, each as a card. */
export function PendingList(props: {
  cases: ApprovalCase[];
  tenant: string;
  role: TenantRole;
  decide: DecideApproval;
}) {
  const router = useRouter();
  return (
    <ul className="grid gap-4" aria-label="Waiting for a decision">
      {props.cases.map(({ approval, run, pullRequest, diff, verification }) => (
        <li key={approval.id}>
          <ApprovalCard
            approval={approval}
            tenant={props.tenant}
            role={props.role}
            diff={diff}
            verification={verification}
            pullRequest={pullRequest}
            decide={props.decide}
            onDecided={() => router.refresh()}
            origin={
              <p className="text-[0.8125rem] text-muted-foreground leading-5 [overflow-wrap:anywhere]">
                <Link
                  href={`/${props.tenant}/runs/${run.id}`}
                  className="text-link underline decoration-1 underline-offset-2 hover:decoration-2"
                >
                  Run #{run.number}
                </Link>{" "}
                in {run.repositoryName}: <bdi>{revealHidden(run.goalTitle)}</bdi>
              </p>
            }
          />
        </li>
      ))}
    </ul>
  );
}
