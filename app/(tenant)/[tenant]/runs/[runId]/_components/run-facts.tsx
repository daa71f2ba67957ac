import Link from "next/link";
import { CostLabel } from "#components/cost-label.tsx";
import { DataList, type DataListItem } from "#components/data-list.tsx";
import { Duration } from "#components/duration.tsx";
import { durationText } from "#components/duration-text.ts";
import { RelativeTime } from "#components/relative-time.tsx";
import { RunDuration } from "#components/run-duration.tsx";
import { Card } from "#components/ui/card.tsx";
import type { RunSnapshot } from "#lib/domain/runs/snapshot-schema.ts";
import { engineLabel } from "#lib/domain/runs/state.ts";

/** Time, engine, cost and origin of a run in one band. */
export function RunFacts(props: { snapshot: RunSnapshot; tenant: string }) {
  const { run, cost, plan, approvals } = props.snapshot;
  const items: DataListItem[] = [
    {
      label: run.startedAt ? "Worked" : "Queued for",
      value: (
        <>
          {run.startedAt ? (
            <RunDuration startedAt={run.startedAt} finishedAt={run.finishedAt} approvals={approvals} />
          ) : (
            <Duration from={run.createdAt} to={run.finishedAt} />
          )}
          {plan?.estimate.seconds ? (
            <span className="text-muted-foreground">
              {" "}
              · planned {durationText(plan.estimate.seconds * 1000)}
            </span>
          ) : null}
        </>
      ),
    },
    { label: "Cost and tokens", value: <CostLabel {...cost} /> },
    { label: "Engine", value: engineLabel(run.engine ?? plan?.engine ?? null) },
    {
      label: "Repository",
      value: (
        <Link
          href={`/${props.tenant}/repositories/${run.repository.id}`}
          className="text-link underline decoration-1 underline-offset-2 hover:decoration-2"
        >
          {run.repository.name}
        </Link>
      ),
    },
    { label: "Started by", value: <StartedBy {...props} /> },
    {
      label: run.finishedAt ? "Ended" : "Last sign of life",
      value:
        (run.finishedAt ?? run.heartbeatAt) ? (
          <RelativeTime at={run.finishedAt ?? run.heartbeatAt ?? run.createdAt} />
        ) : (
          "not started"
        ),
    },
  ];
  if (cost.sandboxMs > 0) items.push({ label: "Sandbox time", value: durationText(cost.sandboxMs) });
  if (run.baseSha) items.push({ label: "Base commit", value: <Sha value={run.baseSha} /> });
  if (run.resumed > 0) {
    items.push({
      label: "Resumed",
      value: `${run.resumed} ${run.resumed === 1 ? "time" : "times"} after an interruption`,
    });
  }
  return (
    <Card className="p-4 sm:p-5">
      <DataList items={items} className="grid-cols-2 sm:grid-cols-[repeat(auto-fit,minmax(9.5rem,1fr))]" />
    </Card>
  );
}

function StartedBy({ snapshot: { run }, tenant }: { snapshot: RunSnapshot; tenant: string }) {
  return (
    <>
      <bdi>{run.requestedBy ?? "a person who has left"}</bdi>
      {run.rerunOf ? (
        <>
          {" "}
          as a rerun of{" "}
          <Link
            href={`/${tenant}/runs/${run.rerunOf.id}`}
            className="text-link underline decoration-1 underline-offset-2 hover:decoration-2"
          >
            #{run.rerunOf.number}
          </Link>
        </>
      ) : null}
    </>
  );
}

function Sha({ value }: { value: string }) {
  return (
    <span className="font-mono text-xs" title={value}>
      {value.slice(0, 10)}
    </span>
  );
}
