import type { Metadata } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { AutoRefresh } from "#components/auto-refresh.tsx";
import { DataList } from "#components/data-list.tsx";
import { Duration } from "#components/duration.tsx";
import { OutputBlock } from "#components/output-block.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { StatusBadge } from "#components/status-badge.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Card } from "#components/ui/card.tsx";
import { revealHidden } from "#components/visible-text.ts";
import { getEngineRun, type ServedRun } from "#lib/domain/engine/queries.ts";
import type { EngineRunDetail } from "#lib/domain/engine/schema.ts";
import { engineRunLabels } from "#lib/domain/engine/state.ts";
import { AppError } from "#lib/errors.ts";
import { orNotFound } from "#lib/http/or-not-found.ts";
import { ownerPage } from "#lib/http/page.ts";
import { EngineAway } from "../_components/engine-away.tsx";
import { RunActions } from "./_components/run-actions.tsx";
import { RunCalls, RunWaits } from "./_components/run-open.tsx";
import { RunSteps } from "./_components/run-steps.tsx";

export const metadata: Metadata = { title: "Engine run" };

/** One run of a durable function: its event, steps, attempts and what it waits for. */
export default async function EngineRunPage(props: { params: Promise<{ runId: string }> }) {
  const { context } = await ownerPage();
  const { runId } = await props.params;
  const found = await orNotFound(getEngineRun(context, runId)).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "unavailable") return error;
    throw error;
  });
  const { engine } = context.ports;
  if (found instanceof AppError) {
    return <EngineAway url={engine.kind === "embedded" ? engine.url : ""} reason={found.message} />;
  }
  const { run, served } = found;
  return (
    <div className="grid min-w-0 gap-6">
      <AutoRefresh active={run.endedAt === null} seconds={2} />
      <div className="min-w-0">
        <PageHeader
          crumbs={[{ label: "Engine", href: "/owner/engine" }]}
          title={run.functionId}
          badges={<StatusBadge status={run.status} map={engineRunLabels} />}
          actions={<RunActions run={{ id: run.id, status: run.status, functionId: run.functionId }} />}
        />
        <Facts run={run} served={served} />
      </div>
      {run.error ? (
        <Alert tone={run.status === "failed" ? "danger" : "neutral"} title={`Ended: ${run.status}`}>
          <p className="whitespace-pre-wrap">{revealHidden(run.error)}</p>
        </Alert>
      ) : null}
      <RunWaits waits={run.waits} />
      <RunCalls calls={run.calls} />
      <Section title={`Steps (${run.steps.length})`}>
        <RunSteps run={run} />
      </Section>
      <Section title={run.events.length === 1 ? "Event" : `Events (${run.events.length})`}>
        {run.events.map((event) => (
          <div key={event.id} className="grid gap-2">
            <p className="text-sm [overflow-wrap:anywhere]">
              <span className="font-medium">{event.name}</span>{" "}
              <span className="text-muted-foreground text-xs">
                <span className="font-mono">{event.id}</span>, <RelativeTime at={event.at} />
              </span>
            </p>
            <OutputBlock label={`Data of ${event.name}`} text={JSON.stringify(event.data, null, 2)} />
          </div>
        ))}
      </Section>
      {run.status === "completed" && run.output !== null ? (
        <Section title="Output">
          <OutputBlock label="Output" text={JSON.stringify(run.output, null, 2)} />
        </Section>
      ) : null}
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid min-w-0 gap-3">
      <h2 className="font-semibold text-sm">{title}</h2>
      {children}
    </section>
  );
}

function Facts({ run, served }: { run: EngineRunDetail; served: ServedRun | null }) {
  const link = "text-link underline decoration-1 underline-offset-2 hover:decoration-2";
  const items = [
    { label: "Run", value: <span className="font-mono text-xs">{run.id}</span> },
    { label: "Started", value: <RelativeTime at={run.startedAt} /> },
    { label: "Took", value: <Duration from={run.startedAt} to={run.endedAt} /> },
    {
      label: "Works for",
      value: served ? (
        <Link className={link} href={`/${served.tenant.slug}${served.runId ? `/runs/${served.runId}` : ""}`}>
          {served.runId ? `a run of ${served.tenant.name}` : served.tenant.name}
        </Link>
      ) : (
        "the platform"
      ),
    },
  ];
  if (run.retryOf) {
    items.push({
      label: "Retry of",
      value: (
        <Link href={`/owner/engine/${run.retryOf}`} className={`font-mono text-xs ${link}`}>
          {run.retryOf}
        </Link>
      ),
    });
  }
  return (
    <Card className="p-4 sm:p-5">
      <DataList items={items} />
    </Card>
  );
}
