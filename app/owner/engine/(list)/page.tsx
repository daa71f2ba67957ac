import type { Metadata } from "next";
import { AutoRefresh } from "#components/auto-refresh.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { type EngineView, viewEngine } from "#lib/domain/engine/queries.ts";
import { EngineRunQuery } from "#lib/domain/engine/schema.ts";
import { ownerPage } from "#lib/http/page.ts";
import { EngineApps } from "../_components/engine-apps.tsx";
import { EngineAway, EngineElsewhere } from "../_components/engine-away.tsx";
import { EngineFunctions } from "../_components/engine-functions.tsx";
import { EngineNumbers } from "../_components/engine-numbers.tsx";
import { EngineRuns } from "../_components/engine-runs.tsx";

export const metadata: Metadata = { title: "Engine" };

/** The durable engine: what it runs, what waits, what failed. */
export default async function EnginePage(props: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { context } = await ownerPage();
  const query = EngineRunQuery.parse(await props.searchParams);
  const view = await viewEngine(context, query);
  return (
    <>
      <PageHeader
        title="Engine"
        description="Executes the durable functions of this platform: every goal, run, check and import."
      />
      <AutoRefresh active={view.kind === "here" || view.kind === "away"} />
      <Body view={view} query={query} />
    </>
  );
}

function Body({ view, query }: { view: EngineView; query: EngineRunQuery }) {
  if (view.kind === "away") return <EngineAway url={view.url} reason={view.reason} />;
  if (view.kind !== "here") return <EngineElsewhere view={view} />;
  const { status, runs, next } = view;
  return (
    <div className="grid min-w-0 gap-8">
      <EngineNumbers status={status} />
      <EngineRuns runs={runs} next={next} query={query} functions={status.functions} />
      <EngineFunctions functions={status.functions} />
      <EngineApps apps={status.apps} />
    </div>
  );
}
