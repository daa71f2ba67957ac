import { Check } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "#components/ui/card.tsx";
import { type OnboardingFacts, onboardingSteps } from "#lib/domain/onboarding/schema.ts";
import { nextOnboardingStep, onboardingLabels, onboardingProgress } from "#lib/domain/onboarding/state.ts";

/** The first steps of a tenant with what is done; `aside` holds the way to put it away. */
export function OnboardingChecklist(props: { tenant: string; facts: OnboardingFacts; aside?: ReactNode }) {
  const { tenant, facts } = props;
  const done = onboardingProgress(facts);
  const next = nextOnboardingStep(facts);
  const count = onboardingSteps.filter((step) => done[step]).length;
  return (
    <Card aria-labelledby="first-steps">
      <CardHeader>
        <div>
          <CardTitle id="first-steps">First steps</CardTitle>
          <CardDescription>
            {count} of {onboardingSteps.length} done
          </CardDescription>
        </div>
        {props.aside}
      </CardHeader>
      <CardContent>
        <ol className="grid gap-5 sm:grid-cols-2 lg:grid-cols-4">
          {onboardingSteps.map((step, index) => {
            const { title, text, optional } = onboardingLabels[step];
            return (
              <li key={step} className="flex gap-3" aria-current={step === next ? "step" : undefined}>
                <span className="flex size-6 shrink-0 items-center justify-center rounded-full border text-xs">
                  {done[step] ? <Check aria-hidden className="size-3.5 text-success" /> : index + 1}
                </span>
                <div className="min-w-0">
                  <p className="font-medium text-sm leading-6">
                    {done[step] ? (
                      title
                    ) : (
                      <Link href={`/${tenant}/welcome?step=${step}`} className="rounded-sm hover:underline">
                        {title}
                      </Link>
                    )}
                    {done[step] ? <span className="sr-only"> (done)</span> : null}
                  </p>
                  <p className="mt-0.5 text-muted-foreground text-sm leading-relaxed">
                    {optional && !done[step] ? "Optional. " : null}
                    {text}
                  </p>
                </div>
              </li>
            );
          })}
        </ol>
        {next ? (
          <Button asChild className="mt-6">
            <Link href={`/${tenant}/welcome?step=${next}`}>Continue</Link>
          </Button>
        ) : null}
      </CardContent>
    </Card>
  );
}
