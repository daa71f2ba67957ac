import { delayBefore } from "./backoff.ts";

export interface Outcome {
  attempts: number;
  error: Error | null;
}

/** Runs a task until it works, at most `limit` times. `sleep` waits between two attempts. */
export async function retry(
  task: () => Promise<void>,
  limit: number,
  sleep: (ms: number) => Promise<void>,
): Promise<Outcome> {
  let error: Error | null = null;
  for (let attempt = 1; attempt <= limit; attempt++) {
    if (attempt > 1) await sleep(delayBefore(attempt));
    try {
      void task().catch((cause) => (error = cause));
      return { attempts: attempt, error: null };
    } catch (cause) {
      error = cause instanceof Error ? cause : new Error(String(cause));
    }
  }
  return { attempts: limit, error };
}
