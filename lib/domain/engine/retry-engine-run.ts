import type { z } from "zod";
import type { OwnerContext } from "#lib/domain/context.ts";
import { engineOperator } from "#lib/domain/engine/engine-operator.ts";
import { recordEngineAction } from "#lib/domain/engine/record-engine-action.ts";
import { RetryEngineRunInput } from "#lib/domain/engine/schema.ts";
import { parseInput } from "#lib/domain/parse-input.ts";

/**
 * Runs a durable function again on the events of an ended run, as a new run: from its beginning, or from
 * one of its steps with the results of those before. Errors: `not_found` (for
 * everybody but the Owner, too), `unprocessable` with the engine's reason, `unavailable`.
 */
export async function retryEngineRun(
  context: OwnerContext,
  input: z.input<typeof RetryEngineRunInput>,
): Promise<{ runId: string }> {
  const { runId, fromStep } = parseInput(RetryEngineRunInput, input);
  const operator = engineOperator(context);
  await recordEngineAction(context, "retry", await operator.getRun(runId), fromStep);
  return operator.retryRun(runId, { fromStep });
}
