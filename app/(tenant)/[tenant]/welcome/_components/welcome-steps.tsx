import { Check } from "lucide-react";
import Link from "next/link";
import { cn } from "#components/cn.ts";
import { type OnboardingFacts, type OnboardingStep, onboardingSteps } from "#lib/domain/onboarding/schema.ts";
import { onboardingLabels, onboardingProgress } from "#lib/domain/onboarding/state.ts";

/** The steps with what is done, as the way to each. */
export function WelcomeSteps(props: { tenant: string; facts: OnboardingFacts; current: OnboardingStep }) {
  const done = onboardingProgress(props.facts);
  return (
    <nav aria-label="First steps">
      <ol className="grid gap-1">
        {onboardingSteps.map((step, index) => (
          <li key={step}>
            <Link
              href={`/${props.tenant}/welcome?step=${step}`}
              aria-current={step === props.current ? "step" : undefined}
              className={cn(
                "flex min-h-11 items-center gap-3 rounded-md px-2.5 py-2 text-muted-foreground text-sm hover:bg-hover hover:text-foreground",
                step === props.current && "bg-hover font-medium text-foreground",
              )}
            >
              <span className="flex size-6 shrink-0 items-center justify-center rounded-full border text-xs">
                {done[step] ? <Check aria-hidden className="size-3.5 text-success" /> : index + 1}
              </span>
              {onboardingLabels[step].title}
              {done[step] ? <span className="sr-only"> (done)</span> : null}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
