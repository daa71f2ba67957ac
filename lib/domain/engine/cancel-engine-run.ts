import type { z } from "zod";
import type { OwnerContext } from "#lib/domain/context.ts";
import { engineOperator } from "#lib/domain/engine/engine-operator.ts";
import { recordEngineAction } from "#lib/domain/engine/record-engine-action.ts";
import { EngineRunInput } from "#lib/domain/engine/schema.ts";
import { parseInput } from "#lib/domain/parse-input.ts";

/**
 * Cancels a run of a durable function; what it served is ended by `function-cancelled`. Errors:
 * `not_found` (for everybody but the Owner, too), `unprocessable` (it has ended), `unavailable`.
 */
export async function cancelEngineRun(
  context: OwnerContext,
  input: z.input<typeof EngineRunInput>,
): Promise<{ runId: string }> {
  const { runId } = parseInput(EngineRunInput, input);
  const operator = engineOperator(context);
  await recordEngineAction(context, "cancel", await operator.getRun(runId));
  await operator.cancelRun(runId);
  return { runId };
}
