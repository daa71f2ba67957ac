import { StatusBadge } from "#components/status-badge.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { verdictLabels } from "#lib/domain/evidence/state.ts";
import type { RunState } from "#lib/domain/runs/schema.ts";
import { outcomeLabels, runLook, runStatusLabels } from "#lib/domain/runs/state.ts";

/** Status of a run and, once known, how it came out and how far it is proven. */
export function RunBadges({ run }: { run: Pick<RunState, "status" | "verdict" | "outcome"> }) {
  const repeats = run.outcome === "stopped" || run.outcome === "rejected" || run.outcome === run.verdict;
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      <StatusBadge status={run.status} map={{ ...runStatusLabels, [run.status]: runLook(run) }} />
      {run.verdict ? <StatusBadge status={run.verdict} map={verdictLabels} /> : null}
      {run.outcome && !repeats ? <Badge>{outcomeLabels[run.outcome]}</Badge> : null}
    </span>
  );
}
