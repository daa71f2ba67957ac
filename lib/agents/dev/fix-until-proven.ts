import type { ModelMessage } from "ai";
import type { Quality } from "#lib/domain/evidence/schema.ts";
import type { RunEnding } from "#lib/domain/runs/finish-run.ts";
import type { RunSession } from "../run-session.ts";
import { secondsLeft } from "../seconds-left.ts";
import { addTests } from "./add-tests.ts";
import { checkQuality, describeQuality } from "./check-quality.ts";
import { type FixResult, fix } from "./fix.ts";
import type { Reproduction } from "./reproduction.ts";
import { type OwnReview, reviewOwnChange, severeOf } from "./review-own-change.ts";
import { openQuestion, settleDisagreement } from "./settle-disagreement.ts";
import { type Verification, verify } from "./verify.ts";

/** How often a fix that verification refuses is replaced by another. */
const MAX_ATTEMPTS = 3;

export interface Proven {
  verification: Verification;
  fixed: FixResult;
  quality: Quality;
  review: OwnReview;
}

const noFix = (reason: string): { ending: RunEnding } => ({
  ending: { status: "failed", outcome: "no_fix", verdict: "unverified", reason },
});

interface Work {
  session: RunSession;
  reproduction: Reproduction;
  attempt: number;
}

/** A verified change that people or the score may still hold back. */
async function accept(
  { session, reproduction, attempt }: Work,
  fixed: FixResult,
  before: { verification: Verification; review: OwnReview },
): Promise<Proven | { ending: RunEnding }> {
  const settled = await settleDisagreement(session, fixed);
  if ("ending" in settled) return settled;
  const verification = settled.swapped ? await verify(session, reproduction, attempt) : before.verification;
  if (verification.verdict === "unverified")
    return noFix(
      `The fix that was chosen does not hold: ${verification.reasons.join(" ")} Nothing was pushed.`,
    );
  const review = settled.swapped
    ? await reviewOwnChange(session, verification.change, `-${attempt}-chosen`)
    : before.review;
  const decided = settled.chosen !== null;
  const quality = await checkQuality(session, {
    verification,
    attempt,
    review,
    open: {
      plausible: decided ? 1 : fixed.plausible,
      undecided: fixed.distinction !== null && !decided,
      overfit: decided ? false : (fixed.patches[fixed.applied]?.overfit ?? false),
      weak: reproduction.weak,
    },
  });
  const ready = { verification, quality, review, fixed: decided ? { ...fixed, plausible: 1 } : fixed };
  if (quality.score >= quality.needed) return ready;
  return {
    ending: {
      status: "failed",
      outcome: "needs_person",
      verdict: verification.verdict,
      reason: `The change is not proposed: ${quality.needed} points are needed. ${describeQuality(quality)} It is kept on this page; nothing was pushed.`,
    },
  };
}

/** Less is not enough to apply another fix and to run the suite on it. */
const SHORTEST = 5;

/** Whether the goal's time limit leaves room for another attempt. */
async function hasTime(session: RunSession, attempt: number): Promise<boolean> {
  if (session.facts.goalSeconds === null) return true;
  const { left } = await session.durable.run(`seconds-left-${attempt}`, async () => ({
    left: secondsLeft(session) ?? SHORTEST,
  }));
  return left >= SHORTEST;
}

/**
 * Fixes and verifies until the result counts, or says honestly that there is none. `earlier` holds the messages of
 * work that was refused later on, by CI. `note` is added to the reason when there is no fix.
 */
export async function fixUntilProven(
  session: RunSession,
  reproduction: Reproduction,
  options: { note: string | null; earlier?: ModelMessage[]; firstAttempt?: number },
): Promise<Proven | { ending: RunEnding }> {
  let messages = options.earlier ?? [];
  let refused: Verification | null = null;
  const first = options.firstAttempt ?? 1;
  for (let attempt = first; attempt < first + MAX_ATTEMPTS; attempt += 1) {
    if (attempt > first && !(await hasTime(session, attempt)))
      return noFix(
        `The time limit of ${session.facts.goalSeconds} seconds is used up: ${refused?.reasons.join(" ") ?? ""} Nothing was pushed.`,
      );
    const fixed = await fix(session, attempt, messages);
    if (!fixed.changed) {
      const why = [...(refused?.reasons ?? []), fixed.text, ...(options.note ? [options.note] : [])].join(
        " ",
      );
      return noFix(
        `${why} The failing tests and the places they point to are kept as evidence; nothing was pushed.`,
      );
    }
    await addTests(session, reproduction, attempt);
    const open = openQuestion(fixed);
    const verification = await verify(session, reproduction, attempt, open ? [open] : []);
    if (verification.verdict !== "unverified") {
      const review = await reviewOwnChange(session, verification.change, `-${attempt}`);
      const severe = severeOf(review);
      if (severe.length === 0)
        return accept({ session, reproduction, attempt }, fixed, { verification, review });
      refused = { ...verification, reasons: severe.map((text) => `The review finds a fault in it: ${text}`) };
    } else refused = verification;
    messages = [
      ...fixed.messages,
      {
        role: "user",
        content: `The platform's own run or review refuses this result: ${refused.reasons.join(" ")} Try something else.`,
      },
    ];
  }
  return noFix(
    `${MAX_ATTEMPTS} fixes were tried and refused: ${refused?.reasons.join(" ") ?? ""} Nothing was pushed.`,
  );
}
