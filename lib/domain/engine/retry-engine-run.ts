import type { z } from "zod";
import type { OwnerContext } from "#lib/domain/context.ts";
import { engineOperator } from "#lib/domain/engine/engine-operator.ts";
import { recordEngineAction } from "#lib/domain/engine/record-engine-action.ts";
import { EngineRunInput } from "#lib/domain/engine/schema.ts";
import { parseInput } from "#lib/domain/parse-input.ts";

/**
 * Runs a durable function again on the events of an ended run, as a new run. Errors: `not_found` (for
 * everybody but the Owner, too), `unprocessable` with the engine's reason, `unavailable`.
 */
export async function retryEngineRun(
  context: OwnerContext,
  input: z.input<typeof EngineRunInput>,
): Promise<{ runId: string }> {
  const { runId } = parseInput(EngineRunInput, input);
  const operator = engineOperator(context);
  await recordEngineAction(context, "retry", await operator.getRun(runId));
  return operator.retryRun(runId);
}
