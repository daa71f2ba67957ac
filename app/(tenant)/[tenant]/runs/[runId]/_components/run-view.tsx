"use client";

import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { ApprovalCard } from "#components/approval-card.tsx";
import type { DecideApproval } from "#components/approval-decision.tsx";
import { useLiveRun } from "#components/live-run.tsx";
import { latestEvidence } from "#lib/domain/evidence/schema.ts";
import type { RunSnapshot } from "#lib/domain/runs/snapshot-schema.ts";
import type { TenantRole } from "#lib/domain/users/schema.ts";
import { RunFacts } from "./run-facts.tsx";
import { RunHeader } from "./run-header.tsx";
import { RunNotice } from "./run-notice.tsx";
import { RunTabs } from "./run-tabs.tsx";

/** The run page: everything below its address, live. */
export function RunView(props: {
  initial: RunSnapshot;
  tenant: string;
  role: TenantRole;
  decide: DecideApproval;
}) {
  const { tenant, role } = props;
  const url = `/api/v1/runs/${props.initial.run.id}`;
  const { snapshot, state, refresh } = useLiveRun(props.initial, url);
  const router = useRouter();
  const changed = useCallback(() => {
    refresh();
    router.refresh();
  }, [refresh, router]);
  const pending = snapshot.approvals.find((approval) => approval.status === "pending");
  return (
    <div className="grid min-w-0 gap-6">
      <div className="min-w-0">
        <RunHeader snapshot={snapshot} tenant={tenant} role={role} onChanged={changed} />
        <RunFacts snapshot={snapshot} tenant={tenant} />
      </div>
      {pending ? null : <RunNotice snapshot={snapshot} tenant={tenant} />}
      {pending ? (
        <ApprovalCard
          approval={pending}
          role={role}
          diff={latestEvidence(snapshot.evidence, "diff")}
          verification={latestEvidence(snapshot.evidence, "verification")}
          pullRequest={snapshot.pullRequest}
          tenant={tenant}
          decide={props.decide}
          onDecided={changed}
        />
      ) : null}
      <RunTabs snapshot={snapshot} url={url} tenant={tenant} live={state} />
    </div>
  );
}
