import type { Verification } from "./verify.ts";

export interface RiskAssessment {
  risk: "low" | "medium" | "high";
  /** 0–1: a rule on what the evidence leaves open, not a statistic. */
  confidence: number;
  reasons: string[];
}

const LARGE_CHANGE_LINES = 40;

/** Verified by tests that single out one fix; several fixes pass them; something is left open. */
const CONFIDENCE = { unique: 0.95, ambiguous: 0.7, partly: 0.5 };

/** How much care a merge deserves, from facts of the change. */
export function assessRisk(input: {
  verification: Verification;
  plausible: number;
  /** What is said of a change that nothing speaks against. */
  small?: string;
  /** The change adds tests and touches no code: its size is no danger. */
  onlyTests?: boolean;
}): RiskAssessment {
  const { verification, plausible } = input;
  const reasons: string[] = [];
  let level = 0;
  const raise = (to: number, reason: string) => {
    level = Math.max(level, to);
    reasons.push(reason);
  };
  if (verification.change.flags.length > 0) raise(2, `It touches ${verification.change.flags.join(", ")}.`);
  if (verification.verdict === "partly") raise(2, "The result is only partly verified.");
  const lines = verification.change.files.reduce((sum, file) => sum + file.additions + file.deletions, 0);
  if (lines > LARGE_CHANGE_LINES && !input.onlyTests) raise(1, `It changes ${lines} lines.`);
  if (verification.change.files.length > 3 && !input.onlyTests)
    raise(1, `It changes ${verification.change.files.length} files.`);
  if (plausible > 1)
    raise(1, `${plausible} different fixes pass every test; the tests do not tell them apart.`);
  if (reasons.length === 0)
    reasons.push(
      input.small ?? "A small change in one place, covered by tests that failed before and pass now.",
    );
  const confidence =
    verification.verdict !== "verified"
      ? CONFIDENCE.partly
      : plausible > 1
        ? CONFIDENCE.ambiguous
        : CONFIDENCE.unique;
  return { confidence, risk: level === 2 ? "high" : level === 1 ? "medium" : "low", reasons };
}
