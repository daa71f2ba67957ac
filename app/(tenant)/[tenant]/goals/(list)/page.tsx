import { Plus, Target } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { AutoRefresh } from "#components/auto-refresh.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { Row, RowList } from "#components/row-list.tsx";
import { RunBadges } from "#components/run-badges.tsx";
import { SearchForm } from "#components/search-form.tsx";
import { Button } from "#components/ui/button.tsx";
import { revealHidden } from "#components/visible-text.ts";
import { listGoals } from "#lib/domain/goals/queries.ts";
import type { GoalListItem } from "#lib/domain/goals/schema.ts";
import { tenantPage } from "#lib/http/page.ts";

export const metadata: Metadata = { title: "Goals" };

const pageSize = 50;

export default async function GoalsPage(props: {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<{ search?: string; before?: string }>;
}) {
  const { tenant } = await props.params;
  const { search = "", before } = await props.searchParams;
  const { context } = await tenantPage(tenant);
  const goals = await listGoals(context, { search, before: Number(before) || undefined, limit: pageSize });
  const last = goals.length === pageSize ? goals.at(-1)?.number : undefined;
  return (
    <>
      <PageHeader
        title="Goals"
        description="What people asked for, with how far the latest run came."
        actions={
          <Button asChild>
            <Link href={`/${tenant}/goals/new`}>
              <Plus aria-hidden /> New goal
            </Link>
          </Button>
        }
      />
      <AutoRefresh active={goals.some((goal) => goal.latestRun?.finishedAt === null)} />
      <SearchForm action={`/${tenant}/goals`} label="Search goals" value={search} />
      {goals.length > 0 ? (
        <Goals goals={goals} tenant={tenant} />
      ) : (
        <NoGoals tenant={tenant} search={search} />
      )}
      {last ? (
        <p className="mt-4 text-center">
          <Button variant="outline" size="sm" asChild>
            <Link href={`/${tenant}/goals?${new URLSearchParams({ search, before: String(last) })}`}>
              Older goals
            </Link>
          </Button>
        </p>
      ) : null}
    </>
  );
}

function Goals({ goals, tenant }: { goals: GoalListItem[]; tenant: string }) {
  return (
    <RowList label="Goals">
      {goals.map((goal) => (
        <Row
          key={goal.id}
          href={`/${tenant}/goals/${goal.id}`}
          title={
            <>
              <bdi>{revealHidden(goal.title)}</bdi>{" "}
              <span className="font-normal text-muted-foreground">#{goal.number}</span>
            </>
          }
          facts={
            <>
              <span>{goal.repository.name}</span>
              <span aria-hidden>·</span>
              <RelativeTime at={goal.createdAt} />
              <span aria-hidden>·</span>
              <span>
                {goal.runCount} {goal.runCount === 1 ? "run" : "runs"}
              </span>
            </>
          }
          aside={goal.latestRun ? <RunBadges run={goal.latestRun} /> : null}
        />
      ))}
    </RowList>
  );
}

function NoGoals({ tenant, search }: { tenant: string; search: string }) {
  if (search !== "") {
    return (
      <EmptyState icon={Target} title="No goal has these words in its title">
        <Link
          href={`/${tenant}/goals`}
          className="text-link underline decoration-1 underline-offset-2 hover:decoration-2"
        >
          Show all goals
        </Link>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={Target}
      title="No goals yet"
      action={
        <Button asChild>
          <Link href={`/${tenant}/goals/new`}>Write the first goal</Link>
        </Button>
      }
    >
      Say in your own words what should be done in a repository. Agents plan it, do it, and show the proof.
    </EmptyState>
  );
}
