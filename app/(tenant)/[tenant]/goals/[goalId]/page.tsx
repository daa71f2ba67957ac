import type { Metadata } from "next";
import Link from "next/link";
import { AutoRefresh } from "#components/auto-refresh.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { RunBadges } from "#components/run-badges.tsx";
import { RunList } from "#components/run-list.tsx";
import { Card, CardContent } from "#components/ui/card.tsx";
import { revealHidden } from "#components/visible-text.ts";
import { getGoal } from "#lib/domain/goals/queries.ts";
import { listRuns } from "#lib/domain/runs/queries.ts";
import { orNotFound } from "#lib/http/or-not-found.ts";
import { tenantPage } from "#lib/http/page.ts";

export const metadata: Metadata = { title: "Goal" };

export default async function GoalPage(props: { params: Promise<{ tenant: string; goalId: string }> }) {
  const { tenant, goalId } = await props.params;
  const { context } = await tenantPage(tenant);
  const goal = await orNotFound(getGoal(context, goalId));
  const runs = await listRuns(context, { goalId });
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Goals", href: `/${tenant}/goals` }]}
        title={
          <>
            <bdi>{revealHidden(goal.title)}</bdi>{" "}
            <span className="font-normal text-muted-foreground">#{goal.number}</span>
          </>
        }
        badges={goal.latestRun ? <RunBadges run={goal.latestRun} /> : null}
      />
      <AutoRefresh active={runs.some((run) => run.finishedAt === null)} />
      <Card className="mb-6">
        <CardContent>
          <p
            dir="auto"
            className="max-w-3xl whitespace-pre-wrap text-sm leading-relaxed [overflow-wrap:anywhere]"
          >
            {revealHidden(goal.body)}
          </p>
          <p className="mt-4 flex flex-wrap gap-x-2 text-muted-foreground text-xs">
            <bdi>{goal.createdBy ?? "a person who has left"}</bdi>
            <span aria-hidden>·</span>
            <RelativeTime at={goal.createdAt} />
            <span aria-hidden>·</span>
            <Link
              href={`/${tenant}/repositories/${goal.repository.id}`}
              className="text-link underline decoration-1 underline-offset-2 hover:decoration-2"
            >
              {goal.repository.name}
            </Link>
          </p>
        </CardContent>
      </Card>
      <h2 className="mb-3 font-semibold text-sm">
        {runs.length} {runs.length === 1 ? "run" : "runs"}
      </h2>
      <RunList runs={runs} tenant={tenant} label="Runs of this goal" />
    </>
  );
}
