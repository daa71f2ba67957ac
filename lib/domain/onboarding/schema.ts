import { z } from "zod";

/** What the database knows about how far a tenant has come; nothing of it is ticked by hand. */
export const OnboardingFacts = z.object({
  members: z.number().int(),
  openInvitations: z.number().int(),
  repositories: z.number().int(),
  goals: z.number().int(),
  dismissed: z.boolean(),
});
export type OnboardingFacts = z.infer<typeof OnboardingFacts>;

export const onboardingSteps = ["create", "invite", "connect", "goal"] as const;
export type OnboardingStep = (typeof onboardingSteps)[number];
