import type { Metadata } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { AutoRefresh } from "#components/auto-refresh.tsx";
import { GoalForm } from "#components/goal-form.tsx";
import { OnboardingChecklist } from "#components/onboarding-checklist.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { PendingApprovalList } from "#components/pending-approval-list.tsx";
import { RepositoryList } from "#components/repository-list.tsx";
import { RunList } from "#components/run-list.tsx";
import { Card, CardContent, CardHeader, CardTitle } from "#components/ui/card.tsx";
import { listApprovals } from "#lib/domain/approvals/queries.ts";
import { getOnboarding } from "#lib/domain/onboarding/queries.ts";
import { showsOnboarding } from "#lib/domain/onboarding/state.ts";
import { holds, whyNotPermitted } from "#lib/domain/permissions/hold-permission.ts";
import { listRepositories } from "#lib/domain/repositories/queries.ts";
import { offeredForGoals } from "#lib/domain/repositories/state.ts";
import { listRuns } from "#lib/domain/runs/queries.ts";
import { tenantPage } from "#lib/http/page.ts";
import { submitGoalAction } from "../goals/actions.ts";
import { PutAway } from "./put-away.tsx";

export const metadata: Metadata = { title: "Dashboard" };

export default async function DashboardPage(props: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await props.params;
  const { context, roles, tenant: organisation } = await tenantPage(tenant);
  const repositories = await listRepositories(context);
  const offered = offeredForGoals(repositories);
  const pending = await listApprovals(context, "pending", 5);
  const active = await listRuns(context, { ended: false, limit: 10 });
  const recent = await listRuns(context, { ended: true, limit: 8 });
  const onboarding = await getOnboarding(context);
  const importing = repositories.some((one) => one.status === "importing");
  return (
    <div className="grid min-w-0 gap-8">
      <AutoRefresh active={active.length > 0 || importing} />
      <div>
        <PageHeader title="Dashboard" description={organisation.name} />
        {offered.length > 0 ? (
          <Card>
            <CardHeader>
              <CardTitle>New goal</CardTitle>
            </CardHeader>
            <CardContent>
              <GoalForm
                tenant={tenant}
                repositories={offered.map(({ id, name, status }) => ({ id, name, status }))}
                submit={submitGoalAction}
                blocked={whyNotPermitted(roles, "goal.submit") ?? undefined}
              />
            </CardContent>
          </Card>
        ) : null}
      </div>
      {showsOnboarding(onboarding) ? (
        <OnboardingChecklist
          tenant={tenant}
          facts={onboarding}
          aside={holds(roles, "tenant.dismiss_onboarding") ? <PutAway tenant={tenant} /> : undefined}
        />
      ) : null}
      {pending.length > 0 ? (
        <Section title="Needs you" href={`/${tenant}/approvals`} more="All approvals">
          <PendingApprovalList cases={pending} tenant={tenant} />
        </Section>
      ) : null}
      {active.length > 0 ? (
        <Section title="Running now" href={`/${tenant}/runs?show=active`} more="All active runs">
          <RunList runs={active} tenant={tenant} label="Running now" />
        </Section>
      ) : null}
      {recent.length > 0 ? (
        <Section title="Recent runs" href={`/${tenant}/runs`} more="All runs">
          <RunList runs={recent} tenant={tenant} label="Recent runs" />
        </Section>
      ) : null}
      {repositories.length > 0 ? (
        <Section title="Repositories" href={`/${tenant}/repositories/new`} more="Connect another">
          <RepositoryList repositories={repositories.slice(0, 6)} tenant={tenant} />
        </Section>
      ) : null}
    </div>
  );
}

function Section(props: { title: string; href: string; more: string; children: ReactNode }) {
  return (
    <section className="min-w-0">
      <div className="mb-3 flex items-baseline justify-between gap-4">
        <h2 className="font-semibold text-sm">{props.title}</h2>
        <Link href={props.href} className="text-link text-sm hover:underline">
          {props.more}
        </Link>
      </div>
      {props.children}
    </section>
  );
}
