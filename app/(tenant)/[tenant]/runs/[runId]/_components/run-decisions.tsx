import { ArrowRight, Gavel, UserCheck } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { RelativeTime } from "#components/relative-time.tsx";
import { StatusBadge } from "#components/status-badge.tsx";
import { revealHidden } from "#components/visible-text.ts";
import { approvalStatusLabels } from "#lib/domain/approvals/state.ts";
import type { RunSnapshot } from "#lib/domain/runs/snapshot-schema.ts";
import { agentLabel } from "#lib/domain/runs/state.ts";

interface Entry {
  id: string;
  at: string;
  icon: typeof Gavel;
  title: ReactNode;
  text: string;
  extra?: ReactNode;
}

/** Decisions, handoffs between agents and approvals of people, in the order of time. */
export function RunDecisions({ snapshot, tenant }: { snapshot: RunSnapshot; tenant: string }) {
  const entries = [
    ...decisionEntries(snapshot),
    ...handoffEntries(snapshot),
    ...approvalEntries(snapshot, tenant),
  ];
  return (
    <ol className="grid gap-3">
      {entries
        .toSorted((a, b) => a.at.localeCompare(b.at))
        .map((entry) => (
          <li
            key={entry.id}
            className="grid grid-cols-[1.25rem_minmax(0,1fr)] gap-3 rounded-lg border bg-surface p-3.5"
          >
            <entry.icon aria-hidden className="mt-0.5 size-4 text-muted-foreground" />
            <div className="min-w-0">
              <p className="flex flex-wrap items-baseline gap-x-2 text-sm [overflow-wrap:anywhere]">
                {entry.title}
                <RelativeTime at={entry.at} className="ml-auto text-muted-foreground text-xs" />
              </p>
              <p className="mt-1 whitespace-pre-wrap text-muted-foreground text-sm leading-relaxed [overflow-wrap:anywhere]">
                {revealHidden(entry.text)}
              </p>
              {entry.extra}
            </div>
          </li>
        ))}
    </ol>
  );
}

function decisionEntries({ decisions }: RunSnapshot): Entry[] {
  return decisions.map((one) => ({
    id: one.id,
    at: one.createdAt,
    icon: Gavel,
    title: (
      <>
        <span className="font-medium">{revealHidden(one.decision)}</span>
        <span className="text-muted-foreground text-xs">
          by {agentLabel(one.madeBy)}
          {/* What is computed, as a verdict is, leaves no doubt: a figure would say nothing. */}
          {one.confidence < 1 ? `, confidence ${Math.round(one.confidence * 100)} %` : null}
        </span>
      </>
    ),
    text: one.rationale,
  }));
}

function handoffEntries({ handoffs }: RunSnapshot): Entry[] {
  return handoffs.map((one) => ({
    id: one.id,
    at: one.createdAt,
    icon: ArrowRight,
    title: (
      <span className="font-medium">
        {agentLabel(one.fromAgent)} hands over to {agentLabel(one.toAgent)}
      </span>
    ),
    text: `${one.reason}\nExpected: ${one.expectedResult}`,
  }));
}

function approvalEntries({ approvals }: RunSnapshot, tenant: string): Entry[] {
  return approvals.map((one) => ({
    id: one.id,
    at: one.decidedAt ?? one.requestedAt,
    icon: UserCheck,
    title: (
      <>
        <span className="font-medium">{revealHidden(one.title)}</span>
        <StatusBadge status={one.status} map={approvalStatusLabels} />
        {one.decidedBy ? <span className="text-muted-foreground text-xs">by {one.decidedBy}</span> : null}
      </>
    ),
    text: one.decisionReason ?? one.rationale,
    extra:
      one.status === "pending" ? (
        <Link href={`/${tenant}/approvals`} className="text-link text-sm hover:underline">
          Decide in the inbox
        </Link>
      ) : null,
  }));
}
