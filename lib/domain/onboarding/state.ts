import { type OnboardingFacts, type OnboardingStep, onboardingSteps } from "#lib/domain/onboarding/schema.ts";

/** How the steps are called, and whether one can do without it. */
export const onboardingLabels: Record<OnboardingStep, { title: string; text: string; optional: boolean }> = {
  create: {
    title: "Create your organisation",
    text: "A name that your team knows. The path stays.",
    optional: false,
  },
  invite: {
    title: "Invite your team",
    text: "Somebody else should decide on what you ask for. You can do this later.",
    optional: true,
  },
  connect: {
    title: "Connect a repository",
    text: "By its path on this server or a git URL, or take the sample with real bugs.",
    optional: false,
  },
  goal: {
    title: "Write your first goal",
    text: "In your own words: what is wrong, or a failing test. The run page opens at once.",
    optional: false,
  },
};

/** Which steps are done, from what is there. */
export function onboardingProgress(facts: OnboardingFacts): Record<OnboardingStep, boolean> {
  return {
    create: true,
    invite: facts.members > 1 || facts.openInvitations > 0,
    connect: facts.repositories > 0,
    goal: facts.goals > 0,
  };
}

/** The first step that is still to be done; null when all that is needed is. Optional ones come in their turn. */
export function nextOnboardingStep(facts: OnboardingFacts): OnboardingStep | null {
  const done = onboardingProgress(facts);
  const needed = onboardingSteps.filter((step) => !done[step] && !onboardingLabels[step].optional);
  return needed.length === 0 ? null : (onboardingSteps.find((step) => !done[step]) ?? null);
}

/** Whether the checklist is shown: until the needed steps are done, unless it was put away. */
export const showsOnboarding = (facts: OnboardingFacts): boolean =>
  !facts.dismissed && nextOnboardingStep(facts) !== null;
