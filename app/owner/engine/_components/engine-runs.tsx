import { ListChecks } from "lucide-react";
import Link from "next/link";
import { Duration } from "#components/duration.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { FilterLinks } from "#components/filter-links.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { exactTime } from "#components/relative-time-text.ts";
import { Row, RowList } from "#components/row-list.tsx";
import { StatusBadge } from "#components/status-badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { revealHidden } from "#components/visible-text.ts";
import type { EngineFunction, EngineRun, EngineRunQuery } from "#lib/domain/engine/schema.ts";
import { engineRunLabels, waitLabel } from "#lib/domain/engine/state.ts";
import { FunctionFilter } from "./function-filter.tsx";

const statuses = Object.keys(engineRunLabels) as (keyof typeof engineRunLabels)[];

function hrefOf(query: EngineRunQuery): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return `/owner/engine?${new URLSearchParams(given)}#runs`;
}

/** Runs of durable functions, newest first, with filter and pages. */
export function EngineRuns(props: {
  runs: EngineRun[];
  next: string | null;
  query: EngineRunQuery;
  functions: EngineFunction[];
}) {
  const { runs, next, query, functions } = props;
  const names = new Map(functions.map((one) => [one.id, one.name]));
  return (
    <section id="runs" className="min-w-0 scroll-mt-4">
      <h2 className="mb-3 font-semibold text-sm">Runs</h2>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <FilterLinks
          label="Filter by status"
          current={query.status ?? "all"}
          options={[
            { value: "all", label: "All", href: hrefOf({ function: query.function }) },
            ...statuses.map((value) => ({
              value,
              label: engineRunLabels[value].label,
              href: hrefOf({ status: value, function: query.function }),
            })),
          ]}
        />
        <FunctionFilter
          functions={functions.map(({ id, name }) => ({
            id,
            name,
            href: hrefOf({ status: query.status, function: id }),
          }))}
          all={hrefOf({ status: query.status })}
          current={query.function}
        />
      </div>
      {runs.length > 0 ? (
        <RowList label="Runs">
          {runs.map((run) => (
            <RunRow key={run.id} run={run} name={names.get(run.functionId) ?? run.functionId} />
          ))}
        </RowList>
      ) : (
        <EmptyState icon={ListChecks} title="No such run">
          {query.status || query.function || query.before ? (
            <Link href="/owner/engine#runs" className="text-link underline underline-offset-2">
              Show all runs
            </Link>
          ) : (
            "The first goal, import or scheduled job makes one."
          )}
        </EmptyState>
      )}
      <p className="mt-4 flex flex-wrap justify-center gap-2">
        {query.before ? (
          <Button variant="outline" size="sm" asChild>
            <Link href={hrefOf({ ...query, before: undefined })}>Newest runs</Link>
          </Button>
        ) : null}
        {next ? (
          <Button variant="outline" size="sm" asChild>
            <Link href={hrefOf({ ...query, before: next })}>Older runs</Link>
          </Button>
        ) : null}
      </p>
    </section>
  );
}

function RunRow({ run, name }: { run: EngineRun; name: string }) {
  const [wait] = run.waits;
  const lastError = run.error ?? run.calls.find((call) => call.lastError)?.lastError;
  return (
    <Row
      href={`/owner/engine/${run.id}`}
      title={name}
      facts={
        <>
          <span className="font-mono">{run.id}</span>
          <span aria-hidden>·</span>
          <RelativeTime at={run.startedAt} />
          <span aria-hidden>·</span>
          <Duration from={run.startedAt} to={run.endedAt} />
          {wait && run.status === "waiting" ? (
            <span className="w-full text-warning [overflow-wrap:anywhere]">
              waits for {waitLabel(wait)} since <RelativeTime at={wait.since} />, until{" "}
              {exactTime(wait.until)}
            </span>
          ) : null}
          {lastError && run.status !== "completed" ? (
            <span className="line-clamp-2 w-full text-danger-text [overflow-wrap:anywhere]">
              {revealHidden(lastError)}
            </span>
          ) : null}
        </>
      }
      aside={<StatusBadge status={run.status} map={engineRunLabels} />}
    />
  );
}
