import { expect, test } from "vitest";
import { nextOnboardingStep, showsOnboarding } from "#lib/domain/onboarding/state.ts";

const fresh = { members: 1, openInvitations: 0, repositories: 0, goals: 0, dismissed: false };

test("the next step follows from what is there, in whatever order it was done", () => {
  expect(nextOnboardingStep(fresh)).toBe("invite");
  expect(nextOnboardingStep({ ...fresh, openInvitations: 1 })).toBe("connect");
  expect(nextOnboardingStep({ ...fresh, members: 2, repositories: 1 })).toBe("goal");
  expect(nextOnboardingStep({ ...fresh, goals: 1 })).toBe("invite");
});

test("a team is not needed: with a repository and a goal the checklist goes, and it can be put away", () => {
  expect(showsOnboarding(fresh)).toBe(true);
  expect(showsOnboarding({ ...fresh, dismissed: true })).toBe(false);
  expect(showsOnboarding({ ...fresh, repositories: 1, goals: 1 })).toBe(false);
});
