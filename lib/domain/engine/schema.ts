import { z } from "zod";
import { engineRunStatuses } from "#lib/ports/engine/port.ts";

export type {
  EngineApp,
  EngineCall,
  EngineFunction,
  EngineRun,
  EngineRunDetail,
  EngineRunStatus,
  EngineStatus,
  EngineStep,
  EngineWait,
} from "#lib/ports/engine/port.ts";

/** Ids of runs are the engine's own; a closed set of characters keeps them harmless in a path. */
export const EngineRunId = z.string().regex(/^[\w-]{1,64}$/, "This is no id of a run.");

export const EngineRunInput = z.object({ runId: EngineRunId });

/** `fromStep`: id of a saved step; the results of those before it are kept. */
export const RetryEngineRunInput = EngineRunInput.extend({ fromStep: z.string().min(1).max(500).optional() });

/** Filter and page of the address; what makes no sense is ignored. */
export const EngineRunQuery = z.object({
  status: z.enum(engineRunStatuses).optional().catch(undefined),
  function: z.string().max(200).optional().catch(undefined),
  before: EngineRunId.optional().catch(undefined),
});
export type EngineRunQuery = z.infer<typeof EngineRunQuery>;
