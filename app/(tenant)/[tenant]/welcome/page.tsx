import type { Metadata } from "next";
import Link from "next/link";
import { ConnectStep } from "#app/(tenant)/[tenant]/welcome/_components/connect-step.tsx";
import { InviteStep } from "#app/(tenant)/[tenant]/welcome/_components/invite-step.tsx";
import { WelcomeSteps } from "#app/(tenant)/[tenant]/welcome/_components/welcome-steps.tsx";
import { AutoRefresh } from "#components/auto-refresh.tsx";
import { GoalForm } from "#components/goal-form.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "#components/ui/card.tsx";
import { getOnboarding } from "#lib/domain/onboarding/queries.ts";
import { type OnboardingStep, onboardingSteps } from "#lib/domain/onboarding/schema.ts";
import { nextOnboardingStep, onboardingLabels } from "#lib/domain/onboarding/state.ts";
import { whyNotPermitted } from "#lib/domain/permissions/hold-permission.ts";
import { listRepositories } from "#lib/domain/repositories/queries.ts";
import { offeredForGoals } from "#lib/domain/repositories/state.ts";
import type { TenantVisit } from "#lib/http/context.ts";
import { tenantPage } from "#lib/http/page.ts";
import { submitGoalAction } from "../goals/actions.ts";

export const metadata: Metadata = { title: "Welcome" };

/** The first steps of a tenant one after the other. They can be left and taken up again: what is there says where. */
export default async function WelcomePage(props: {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<{ step?: string | string[] }>;
}) {
  const { tenant: slug } = await props.params;
  const { step: asked } = await props.searchParams;
  const visit = await tenantPage(slug);
  const facts = await getOnboarding(visit.context);
  const step = onboardingSteps.find((one) => one === asked) ?? nextOnboardingStep(facts) ?? "goal";
  const following = onboardingSteps[onboardingSteps.indexOf(step) + 1];
  return (
    <>
      <PageHeader
        title={`Welcome to ${visit.tenant.name}`}
        description="Four steps to the first result. Leave at any time: your place is kept, because it follows from what is there."
      />
      <div className="grid gap-6 lg:grid-cols-[16rem_1fr]">
        <WelcomeSteps tenant={slug} facts={facts} current={step} />
        <Card aria-labelledby="step">
          <CardHeader>
            <div>
              <CardTitle id="step">{onboardingLabels[step].title}</CardTitle>
              <CardDescription>{onboardingLabels[step].text}</CardDescription>
            </div>
          </CardHeader>
          <CardContent>
            <StepBody step={step} visit={visit} />
            <div className="mt-6 flex flex-wrap gap-3 border-t pt-4">
              {following ? (
                <Button asChild variant="outline">
                  <Link href={`/${slug}/welcome?step=${following}`}>Next step</Link>
                </Button>
              ) : null}
              <Button asChild variant="ghost">
                <Link href={`/${slug}`}>Go to the dashboard</Link>
              </Button>
            </div>
          </CardContent>
        </Card>
      </div>
    </>
  );
}

async function StepBody({ step, visit }: { step: OnboardingStep; visit: TenantVisit }) {
  const { context, roles, tenant } = visit;
  if (step === "create") {
    return (
      <p className="text-sm leading-relaxed">
        <strong className="font-medium">{tenant.name}</strong> is there, under the path /{tenant.slug}. You
        can rename it under{" "}
        <Link href={`/${tenant.slug}/settings/organisation`} className="text-link hover:underline">
          Settings
        </Link>
        .
      </p>
    );
  }
  if (step === "invite") return <InviteStep tenant={tenant.slug} />;
  const repositories = await listRepositories(context);
  const importing = repositories.some((one) => one.status === "importing");
  const offered = offeredForGoals(repositories).map(({ id, name, status }) => ({ id, name, status }));
  if (step === "connect") {
    const blocked = whyNotPermitted(roles, "repository.connect") ?? undefined;
    return (
      <>
        <AutoRefresh active={importing} />
        <ConnectStep tenant={tenant.slug} repositories={offered} blocked={blocked} />
      </>
    );
  }
  if (offered.length === 0) {
    return <p className="text-sm">A goal needs a repository: connect one first, or take the sample.</p>;
  }
  return (
    <>
      <AutoRefresh active={importing} />
      <GoalForm
        tenant={tenant.slug}
        repositories={offered}
        submit={submitGoalAction}
        blocked={whyNotPermitted(roles, "goal.submit") ?? undefined}
      />
    </>
  );
}
