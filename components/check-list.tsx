"use client";

import { Disclosure } from "#components/disclosure.tsx";
import { Duration } from "#components/duration.tsx";
import { OutputBlock } from "#components/output-block.tsx";
import { StatusBadge } from "#components/status-badge.tsx";
import { TestCountsLabel } from "#components/test-report.tsx";
import { revealHidden } from "#components/visible-text.ts";
import type { Check } from "#lib/domain/pull-requests/schema.ts";
import { checkStatusLabels } from "#lib/domain/pull-requests/state.ts";

type LoadPart = (subject: string, subjectId: string) => Promise<Record<string, unknown>>;

/** CI results with their output; failed ones are open. Those that had nothing to do share one line. */
export function CheckList({ checks, part }: { checks: Check[]; part?: LoadPart }) {
  const skipped = checks.filter((check) => check.status === "skipped");
  return (
    <div className="grid gap-2">
      <RunChecks checks={checks.filter((check) => check.status !== "skipped")} part={part} />
      {[...Map.groupBy(skipped, (check) => check.summary ?? "Not run")].map(([why, without]) => (
        <p key={why} className="px-1 text-muted-foreground text-xs [overflow-wrap:anywhere]">
          {revealHidden(why)}: {without.map((check) => revealHidden(check.name)).join(", ")}
        </p>
      ))}
    </div>
  );
}

function RunChecks({ checks, part }: { checks: Check[]; part?: LoadPart }) {
  if (checks.length === 0) return null;
  return (
    <ul className="grid gap-2" aria-label="Checks">
      {checks.map((check) => (
        <li key={check.id} className="min-w-0">
          <Disclosure
            open={check.status === "failed"}
            className="rounded-lg border bg-surface"
            buttonClassName="px-3 py-2.5"
            contentClassName="border-t p-3"
            summary={<CheckSummary check={check} />}
          >
            <OutputBlock
              label={`Output of ${check.name}`}
              text={check.output ?? ""}
              onShowAll={
                check.clipped && part
                  ? async () => String((await part("checks", check.id)).output ?? "")
                  : undefined
              }
            />
          </Disclosure>
        </li>
      ))}
    </ul>
  );
}

function CheckSummary({ check }: { check: Check }) {
  return (
    <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <span className="font-medium">{revealHidden(check.name)}</span>
      <StatusBadge status={check.status} map={checkStatusLabels} />
      {check.counts ? <TestCountsLabel counts={check.counts} /> : null}
      {check.summary && !check.counts ? (
        <span className="text-muted-foreground [overflow-wrap:anywhere]">{revealHidden(check.summary)}</span>
      ) : null}
      {check.startedAt ? (
        <span className="ml-auto text-muted-foreground text-xs">
          <Duration from={check.startedAt} to={check.finishedAt} />
        </span>
      ) : null}
    </span>
  );
}
