import type { Verdict } from "#lib/domain/evidence/schema.ts";

/** The words for how far a result is proven, and what each means. */
export const verdictLabels: Record<
  Verdict,
  { label: string; tone: "success" | "warning" | "danger" | "neutral"; meaning: string }
> = {
  verified: {
    label: "Verified",
    tone: "success",
    meaning: "A run of the whole suite after the last edit shows it; the reasons say what it showed.",
  },
  partly: {
    label: "Partly verified",
    tone: "warning",
    meaning: "Some of the proof is missing; the reasons say which.",
  },
  unverified: {
    label: "Unverified",
    tone: "danger",
    meaning: "No test run made after the last edit proves the result.",
  },
  not_reproduced: {
    label: "Not reproduced",
    tone: "neutral",
    meaning: "The problem could not be made to happen, so nothing was changed.",
  },
};
