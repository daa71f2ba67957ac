import { type GetStepTools, type Inngest, NonRetriableError } from "inngest";
import type { Durable } from "#lib/agents/durable.ts";
import { AppError } from "#lib/errors.ts";

/** An expected error (bad state, not found, the run has ended) does not get better by trying again. */
async function finalWhenExpected<Result>(effect: () => Promise<Result>): Promise<Result> {
  try {
    return await effect();
  } catch (error) {
    if (error instanceof AppError && error.expected)
      throw new NonRetriableError(error.message, { cause: error });
    throw error;
  }
}

/** Inngest's steps as the agents know durable execution. */
export function durableFrom(step: GetStepTools<Inngest>): Durable {
  return {
    run: async <Result>(id: string, effect: () => Promise<Result>) =>
      // Inngest types the JSON form of a result; ours are JSON already, with undefined for "nothing".
      ((await step.run(id, () => finalWhenExpected(effect))) ?? null) as Result,
    waitForEvent: async (id, { event, if: condition, timeout }) =>
      (await step.waitForEvent(id, { event, if: condition, timeout })) !== null,
  };
}
