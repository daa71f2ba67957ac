import { RelativeTime } from "#components/relative-time.tsx";
import { Row, RowList } from "#components/row-list.tsx";
import { RunBadges } from "#components/run-badges.tsx";
import { RunDuration } from "#components/run-duration.tsx";
import { revealHidden } from "#components/visible-text.ts";
import type { RunListItem } from "#lib/domain/runs/schema.ts";

/** Runs as rows, newest first as given. */
export function RunList({ runs, tenant, label }: { runs: RunListItem[]; tenant: string; label: string }) {
  return (
    <RowList label={label}>
      {runs.map((run) => (
        <Row
          key={run.id}
          href={`/${tenant}/runs/${run.id}`}
          title={
            <>
              <bdi>{revealHidden(run.goal.title)}</bdi>{" "}
              <span className="font-normal text-muted-foreground">#{run.number}</span>
            </>
          }
          facts={
            <>
              <span>{run.repository.name}</span>
              <span aria-hidden>·</span>
              <RelativeTime at={run.createdAt} />
              {run.startedAt ? (
                <>
                  <span aria-hidden>·</span>
                  <RunDuration
                    startedAt={run.startedAt}
                    finishedAt={run.finishedAt}
                    approvals={run.approvals}
                  />
                </>
              ) : null}
              {run.waitingFor ? (
                <>
                  <span aria-hidden>·</span>
                  <span className="text-warning">waiting for: {revealHidden(run.waitingFor)}</span>
                </>
              ) : null}
            </>
          }
          aside={<RunBadges run={run} />}
        />
      ))}
    </RowList>
  );
}
