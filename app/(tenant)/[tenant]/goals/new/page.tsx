import { FolderGit2 } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { EmptyState } from "#components/empty-state.tsx";
import { GoalForm } from "#components/goal-form.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, CardContent } from "#components/ui/card.tsx";
import { whyNotPermitted } from "#lib/domain/permissions/hold-permission.ts";
import { listRepositories } from "#lib/domain/repositories/queries.ts";
import { offeredForGoals } from "#lib/domain/repositories/state.ts";
import { tenantPage } from "#lib/http/page.ts";
import { submitGoalAction } from "../actions.ts";

export const metadata: Metadata = { title: "New goal" };

export default async function NewGoalPage(props: {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<{ repository?: string }>;
}) {
  const { tenant } = await props.params;
  const { repository } = await props.searchParams;
  const { context, roles } = await tenantPage(tenant);
  const repositories = offeredForGoals(await listRepositories(context));
  const chosen = repositories.find((one) => one.id === repository && one.status === "ready");
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Goals", href: `/${tenant}/goals` }]}
        title="New goal"
        description="Say what is wrong or wanted. Naming a failing test, an error message or a file helps most."
      />
      {repositories.length === 0 ? (
        <EmptyState
          icon={FolderGit2}
          title="Connect a repository first"
          action={
            <Button asChild>
              <Link href={`/${tenant}/repositories/new`}>Connect a repository</Link>
            </Button>
          }
        >
          A goal is about the code of one repository.
        </EmptyState>
      ) : (
        <Card className="max-w-3xl">
          <CardContent>
            <GoalForm
              tenant={tenant}
              repositories={repositories.map(({ id, name, status }) => ({ id, name, status }))}
              repositoryId={chosen?.id}
              submit={submitGoalAction}
              blocked={whyNotPermitted(roles, "goal.submit") ?? undefined}
            />
          </CardContent>
        </Card>
      )}
    </>
  );
}
