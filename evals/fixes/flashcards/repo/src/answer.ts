export type Answer = "again" | "hard" | "good" | "easy";

const changes: Record<Answer, number> = { again: -0.2, hard: -0.15, good: 0, easy: 0.15 };

const MIN_EASE = 1.3;

/** The ease after an answer, never below 1.3. */
export function easeAfter(ease: number, answer: Answer): number {
  return Math.max(MIN_EASE, Math.round((ease + changes[answer]) * 100) / 100);
}
