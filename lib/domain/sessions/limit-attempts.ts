import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { AccountsContext } from "#lib/domain/sessions/accounts-context.ts";
import { AppError } from "#lib/errors.ts";
import { sha256 } from "#lib/ids.ts";

export interface AttemptLimit {
  /** What is counted, such as `sign-in:ada@example.com`; stored as digest. */
  key: string;
  limit: number;
}

export const ATTEMPT_WINDOW_SECONDS = 15 * 60;

const Answer = z.object({ allowed: z.boolean(), retryAfterSeconds: z.number().int() });

/**
 * Counts one attempt against each limit of the last 15 minutes.
 * @throws AppError `rate_limited` whose text says how many minutes to wait
 */
export async function limitAttempts(context: AccountsContext, limits: AttemptLimit[]): Promise<void> {
  for (const { key, limit } of limits) {
    const answer = Answer.parse(
      await callFunction(context.db, "take_rate_limit", {
        p_key: sha256(key),
        p_limit: limit,
        p_window_seconds: ATTEMPT_WINDOW_SECONDS,
      }),
    );
    if (!answer.allowed) {
      const { retryAfterSeconds } = answer;
      throw new AppError("rate_limited", tooManyAttempts(retryAfterSeconds), { retryAfterSeconds });
    }
  }
}

/** Forgets the attempts of a key, after one that was right. */
export async function forgetAttempts(context: AccountsContext, key: string): Promise<void> {
  await callFunction(context.db, "clear_rate_limit", { p_key: sha256(key) });
}

function tooManyAttempts(seconds: number): string {
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  return `Too many attempts. Wait ${minutes} ${minutes === 1 ? "minute" : "minutes"} and try again.`;
}
