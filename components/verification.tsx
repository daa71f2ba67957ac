import { TriangleAlert } from "lucide-react";
import { RelativeTime } from "#components/relative-time.tsx";
import { StatusBadge } from "#components/status-badge.tsx";
import { BeforeAfter } from "#components/test-report.tsx";
import { revealHidden } from "#components/visible-text.ts";
import type { Verification } from "#lib/domain/evidence/schema.ts";
import { verdictLabels } from "#lib/domain/evidence/state.ts";

/** The computed verdict with its reasons: what was run before and after, and what to look at twice. */
export function VerificationView({ verification }: { verification: Verification }) {
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <StatusBadge status={verification.verdict} map={verdictLabels} />
        <p className="text-muted-foreground text-sm">{verdictLabels[verification.verdict].meaning}</p>
      </div>
      <BeforeAfter before={verification.before} after={verification.after} />
      {verification.reasons.length > 0 ? (
        <ul className="grid list-disc gap-1 pl-4 text-sm">
          {[...new Set(verification.reasons)].map((reason) => (
            <li key={reason} className="[overflow-wrap:anywhere]">
              {revealHidden(reason)}
            </li>
          ))}
        </ul>
      ) : null}
      {verification.flags.length > 0 ? (
        <ul className="grid gap-1 text-sm text-warning">
          {[...new Set(verification.flags)].map((flag) => (
            <li key={flag} className="flex gap-2 [overflow-wrap:anywhere]">
              <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" /> {revealHidden(flag)}
            </li>
          ))}
        </ul>
      ) : null}
      {verification.treeSha ? (
        <p className="font-mono text-muted-foreground text-xs [overflow-wrap:anywhere]">
          Verified tree {verification.treeSha.slice(0, 12)}
          {Number.isNaN(Date.parse(verification.checkedAt)) ? null : (
            <>
              {" · "}
              <RelativeTime at={verification.checkedAt} />
            </>
          )}
        </p>
      ) : null}
    </div>
  );
}
