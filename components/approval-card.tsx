"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { ApprovalDecision, type DecideApproval } from "#components/approval-decision.tsx";
import { DiffCounts, DiffView } from "#components/diff-view.tsx";
import { Disclosure } from "#components/disclosure.tsx";
import { useNow } from "#components/duration.tsx";
import { durationText } from "#components/duration-text.ts";
import { StatusBadge } from "#components/status-badge.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Card, CardContent, CardHeader, CardTitle } from "#components/ui/card.tsx";
import { VerificationView } from "#components/verification.tsx";
import { revealHidden } from "#components/visible-text.ts";
import type { Approval } from "#lib/domain/approvals/schema.ts";
import { riskLabels } from "#lib/domain/approvals/state.ts";
import type { DiffEvidence, Verification } from "#lib/domain/evidence/schema.ts";
import { verdictLabels } from "#lib/domain/evidence/state.ts";
import { agentLabel } from "#lib/domain/runs/state.ts";
import type { TenantRole } from "#lib/domain/users/schema.ts";

interface Props {
  approval: Approval;
  tenant: string;
  role: TenantRole;
  diff: DiffEvidence | null;
  verification: Verification | null;
  pullRequest: { id: string; number: number; branch: string; baseBranch: string; headSha: string } | null;
  decide: DecideApproval;
  /** Called after a decision, one's own or that of somebody who was faster. */
  onDecided: () => void;
  /** Where the run is, when the card stands elsewhere. */
  origin?: ReactNode;
}

/** One decision that waits for a person: exactly what, how risky, why, and until when. */
export function ApprovalCard(props: Props) {
  const { approval, diff, pullRequest } = props;
  const additions = diff?.files.reduce((sum, file) => sum + file.additions, 0) ?? 0;
  const deletions = diff?.files.reduce((sum, file) => sum + file.deletions, 0) ?? 0;
  return (
    <Card className="border-warning-border">
      <CardHeader>
        <div className="min-w-0">
          <CardTitle className="[overflow-wrap:anywhere]">{revealHidden(approval.title)}</CardTitle>
          {props.origin}
        </div>
        <Countdown until={approval.expiresAt} />
      </CardHeader>
      <CardContent className="grid gap-4">
        <div className="flex flex-wrap items-center gap-2">
          <StatusBadge status={approval.risk} map={riskLabels} />
          {props.verification ? (
            <StatusBadge status={props.verification.verdict} map={verdictLabels} />
          ) : null}
          <Badge>confidence {Math.round(approval.confidence * 100)} %</Badge>
          <span className="text-muted-foreground text-xs">
            asked by {agentLabel(approval.requestedByAgent)}
          </span>
        </div>
        <p className="max-w-prose text-sm leading-relaxed [overflow-wrap:anywhere]">
          {revealHidden(approval.rationale)}
        </p>
        {pullRequest ? (
          <p className="text-sm [overflow-wrap:anywhere]">
            <Link
              href={`/${props.tenant}/pull-requests/${pullRequest.id}`}
              className="text-link underline decoration-1 underline-offset-2 hover:decoration-2"
            >
              Pull request #{pullRequest.number}
            </Link>
            : <span className="font-mono text-xs">{revealHidden(pullRequest.branch)}</span> at{" "}
            <span className="font-mono text-xs">{pullRequest.headSha.slice(0, 10)}</span> into{" "}
            <span className="font-mono text-xs">{revealHidden(pullRequest.baseBranch)}</span>
          </p>
        ) : null}
        {diff ? (
          <Disclosure
            className="rounded-md border"
            buttonClassName="px-3 py-2"
            contentClassName="border-t p-3"
            summary={
              <span className="text-sm">
                {diff.files.length} {diff.files.length === 1 ? "file" : "files"}{" "}
                <DiffCounts additions={additions} deletions={deletions} />
                {diff.summary ? (
                  <span className="text-muted-foreground"> · {revealHidden(diff.summary)}</span>
                ) : null}
              </span>
            }
          >
            <DiffView patch={diff.patch} />
          </Disclosure>
        ) : null}
        {props.verification ? (
          <Disclosure
            className="rounded-md border"
            buttonClassName="px-3 py-2"
            contentClassName="border-t p-3"
            summary={<span className="text-sm">How it was verified</span>}
          >
            <VerificationView verification={props.verification} />
          </Disclosure>
        ) : null}
      </CardContent>
      <ApprovalDecision {...props} consequence={<Consequence {...props} />} />
    </Card>
  );
}

/** What approving does, so that nobody merges by a slip. */
function Consequence({ pullRequest, diff, verification }: Props) {
  if (!pullRequest) return <p>The run goes on with it at once.</p>;
  return (
    <div className="grid gap-2">
      <p className="[overflow-wrap:anywhere]">
        Merges <span className="font-mono text-xs">{revealHidden(pullRequest.branch)}</span> at{" "}
        <span className="font-mono text-xs">{pullRequest.headSha.slice(0, 10)}</span> into{" "}
        <span className="font-mono text-xs">{revealHidden(pullRequest.baseBranch)}</span>, at once.
        {diff ? ` ${diff.files.length} ${diff.files.length === 1 ? "file changes" : "files change"}.` : null}
        {verification ? ` The result is ${verdictLabels[verification.verdict].label.toLowerCase()}.` : null}
      </p>
      <p>It can’t be taken back here; reverting it is a change of its own.</p>
    </div>
  );
}

function Countdown({ until }: { until: string }) {
  const now = useNow(true);
  if (now === undefined) return null;
  const left = Date.parse(until) - now;
  return (
    <span className="whitespace-nowrap text-muted-foreground text-xs" title={until}>
      {left > 0 ? `${durationText(Math.floor(left / 1000) * 1000)} left to decide` : "time is over"}
    </span>
  );
}
