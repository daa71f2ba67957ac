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

/** Effects that this process carries out at the moment, by execution and step. */
const underWay = new Map<string, Promise<unknown>>();

/**
 * An engine that was killed asks again for a step that this process may still be at. The second ask
 * gets the result of the first: two commands in one sandbox would spoil each other.
 */
function once<Result>(key: string, effect: () => Promise<Result>): Promise<Result> {
  if (underWay.has(key)) return underWay.get(key) as Promise<Result>;
  const started = effect().finally(() => underWay.delete(key));
  underWay.set(key, started);
  return started;
}

/** Inngest's steps as the agents know durable execution. `execution` is the id of the function's run. */
export function durableFrom(step: GetStepTools<Inngest>, execution: string): Durable {
  return {
    run: async <Result>(id: string, effect: () => Promise<Result>) =>
      // Inngest types the JSON form of a result; ours are JSON already, with undefined for "nothing".
      ((await step.run(id, () => once(`${execution}/${id}`, () => finalWhenExpected(effect)))) ??
        null) as Result,
    waitForEvent: async (id, { event, if: condition, timeout }) =>
      (await step.waitForEvent(id, { event, if: condition, timeout })) !== null,
  };
}
